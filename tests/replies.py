"""How well replies are told apart: what a partner might suggest, and what somebody might say instead.

Written for this purpose. The suggestions of a group answer the same question and often share words.
"""

from __future__ import annotations

import time

from sonorant.engines.embedded.candidates import Choice, choose
from synthetic_speech import VOICES, say

GROUPS = (
    (
        "I would like a table for two near the window.",
        "I would like a table for four in the garden, please.",
        "We have a reservation under the name of Miller.",
    ),
    (
        "Could I have the soup and a glass of water?",
        "Could I have the fish and a glass of white wine?",
        "I am not ready to order yet, give me a minute.",
    ),
    (
        "I am travelling to Chicago for three days on business.",
        "I am travelling to Boston for two weeks to see my family.",
        "I live here and I am coming home from a holiday.",
    ),
    (
        "I have had a headache and a fever since yesterday evening.",
        "My left knee hurts when I walk up the stairs.",
        "I only need a new prescription for my medicine.",
    ),
    (
        "I worked as a nurse for six years in a small hospital.",
        "I have just finished university and this would be my first job.",
        "I managed a team of twelve people in my last job.",
    ),
    (
        "Go straight ahead and turn left at the traffic lights.",
        "Go straight ahead and turn right after the bridge.",
        "I am sorry, I do not know this part of the town.",
    ),
    (
        "Yes, please, in a larger size and in blue.",
        "No, thank you, I am only looking around.",
        "Yes, I want to return this shirt because it is too small.",
    ),
    (
        "I would prefer to meet on Monday morning at nine.",
        "I would prefer to meet on Thursday afternoon at four.",
        "Unfortunately I have no time at all next week.",
    ),
    (
        "It was wonderful, we went to the lake and swam every day.",
        "It was quiet, I stayed at home and read a book.",
        "I had to work the whole weekend, sadly.",
    ),
    (
        "There has been an accident and a man is lying on the road.",
        "There is smoke coming out of the house next door.",
        "Somebody has stolen my bag with all my papers.",
    ),
    (
        "May I speak to Mister Brown about the invoice?",
        "May I leave a message for Missus Brown?",
        "I will call again later this afternoon.",
    ),
    (
        "The figures show that our sales grew by ten percent.",
        "The figures show that our costs grew faster than we planned.",
        "Before we begin I would like to thank the whole team.",
    ),
    (
        "I agree, that sounds like a very good plan.",
        "I am not sure, because it might be too expensive.",
        "I disagree, we should wait until we know more.",
    ),
    (
        "One ticket to the airport, please, without return.",
        "Two tickets to the city centre and back, please.",
        "Which platform does the next train leave from?",
    ),
    (
        "I love cooking, especially Italian food with fresh vegetables.",
        "I play football with my friends on Saturdays.",
        "In the evening I usually listen to music or watch films.",
    ),
    (
        "Could you explain the second exercise once more, please?",
        "I did not do my homework because I was ill.",
        "The answer to the first question is number three.",
    ),
    (
        "A small coffee with milk, but no sugar, please.",
        "A large tea with lemon and sugar, please.",
        "Just a piece of apple cake for me, thanks.",
    ),
)
"""Seventeen groups of three suggestions, 5 to 14 words each: with four voices 204 replies."""

UNFIT = (
    "The cat has been sleeping on the sofa since noon.",
    "My grandmother used to tell us stories about the sea.",
    "He painted the old fence green last summer.",
    "You can find the keys in the upper drawer.",
    "Nobody believed that the little boat would reach the shore.",
    "Every morning the birds wake me before sunrise.",
    "She has forgotten where she parked her car.",
    "The museum is closed on public holidays.",
    "We should plant some roses behind the garage.",
    "His brother studies physics at a famous college.",
    "I cannot open this file on my computer.",
    "The weather forecast promises snow for tomorrow.",
    "They are building a new school near the park.",
    "What a beautiful picture you have drawn!",
    "Mount Everest is the highest mountain in the world.",
    "Do you think that robots will replace teachers?",
    "The dog ran away when it heard the thunder.",
    "I would like to learn how to play the violin.",
    "Please switch off the lights before you leave the room.",
    "Have you ever eaten anything as spicy as this?",
    "Could I have your telephone number again?",
    "My favourite colour has always been purple.",
    "The bridge was destroyed by a terrible flood.",
    "It takes me half an hour to get to work.",
    "We ran out of paper, so the printer stopped.",
)
"""Sentences that answer none of those questions: with four voices 100 replies that fit none."""


def measure() -> None:
    """Print how many replies land where they should, per voice and in all."""
    landed: list[bool] = []
    refused: list[bool] = []
    cost = seconds = 0.0
    for voice in VOICES:
        begun = time.process_time()
        right = [reply(voice, group, number).index == number for group in range(len(GROUPS)) for number in range(3)]
        none = [stranger(voice, number).index is None for number in range(len(UNFIT))]
        cost += time.process_time() - begun
        seconds += sum(say(text, voice).audio.seconds for text in (*sum(GROUPS, ()), *UNFIT))
        print(f"{voice:6} {sum(right)} of {len(right)} on the right one  {sum(none)} of {len(none)} on none")
        landed += right
        refused += none
    print(
        f"all    {sum(landed) / len(landed):.1%} of {len(landed)} on the right one  "
        f"{sum(refused) / len(refused):.1%} of {len(refused)} on none  rtf {cost / seconds:.3f}"
    )


def reply(voice: str, group: int, number: int) -> Choice:
    """What is chosen when one of the suggestions is said."""
    return choose(say(GROUPS[group][number], voice).audio, GROUPS[group])


def stranger(voice: str, number: int) -> Choice:
    """What is chosen among some group's suggestions when a sentence is said that fits none."""
    return choose(say(UNFIT[number], voice).audio, GROUPS[(5 * number + len(voice)) % len(GROUPS)])
