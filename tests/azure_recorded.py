"""Answers of Azure Speech: as documented, as they come, from another locale, and without anything recognised."""

from __future__ import annotations

# The example that Azure's documentation gives, twice, for the spoken word "hello".
DOCUMENTED = """
{
 "Id": "bbb42ea51bdb46d19a1d685e635fe173",
 "RecognitionStatus": 0,
 "Offset": 7500000,
 "Duration": 13800000,
 "DisplayText": "Hello.",
 "NBest": [
  {
   "Confidence": 0.975003,
   "Lexical": "hello",
   "ITN": "hello",
   "MaskedITN": "hello",
   "Display": "Hello.",
   "PronunciationAssessment": {"AccuracyScore": 100, "FluencyScore": 100, "CompletenessScore": 100, "PronScore": 100},
   "Words": [
    {
     "Word": "hello",
     "Offset": 7500000,
     "Duration": 13800000,
     "PronunciationAssessment": {"AccuracyScore": 99.0, "ErrorType": "None"},
     "Syllables": [
      {"Syllable": "hɛ", "PronunciationAssessment": {"AccuracyScore": 91.0}, "Offset": 7500000, "Duration": 4100000},
      {
       "Syllable": "loʊ",
       "PronunciationAssessment": {"AccuracyScore": 100.0},
       "Offset": 11700000,
       "Duration": 9600000
      }
     ],
     "Phonemes": [
      {
       "Phoneme": "h",
       "PronunciationAssessment": {
        "AccuracyScore": 98.0,
        "NBestPhonemes": [
         {"Phoneme": "h", "Score": 100.0},
         {"Phoneme": "oʊ", "Score": 52.0},
         {"Phoneme": "ə", "Score": 35.0},
         {"Phoneme": "k", "Score": 23.0},
         {"Phoneme": "æ", "Score": 20.0}
        ]
       },
       "Offset": 7500000,
       "Duration": 3500000
      },
      {
       "Phoneme": "ɛ",
       "PronunciationAssessment": {
        "AccuracyScore": 47.0,
        "NBestPhonemes": [
         {"Phoneme": "ə", "Score": 100.0},
         {"Phoneme": "l", "Score": 52.0},
         {"Phoneme": "ɛ", "Score": 47.0},
         {"Phoneme": "h", "Score": 17.0},
         {"Phoneme": "æ", "Score": 2.0}
        ]
       },
       "Offset": 11100000,
       "Duration": 500000
      },
      {
       "Phoneme": "l",
       "PronunciationAssessment": {
        "AccuracyScore": 100.0,
        "NBestPhonemes": [
         {"Phoneme": "l", "Score": 100.0},
         {"Phoneme": "oʊ", "Score": 46.0},
         {"Phoneme": "ə", "Score": 5.0},
         {"Phoneme": "ɛ", "Score": 3.0},
         {"Phoneme": "u", "Score": 1.0}
        ]
       },
       "Offset": 11700000,
       "Duration": 1100000
      },
      {
       "Phoneme": "oʊ",
       "PronunciationAssessment": {
        "AccuracyScore": 100.0,
        "NBestPhonemes": [
         {"Phoneme": "oʊ", "Score": 100.0},
         {"Phoneme": "d", "Score": 29.0},
         {"Phoneme": "t", "Score": 24.0},
         {"Phoneme": "n", "Score": 22.0},
         {"Phoneme": "l", "Score": 18.0}
        ]
       },
       "Offset": 12900000,
       "Duration": 8400000
      }
     ]
    }
   ]
  }
 ]
}
"""

# The shape of a live answer with prosody: the status as a word, a signal-to-noise ratio, a second alternative.
LIVE = """
{"Id": "9f", "RecognitionStatus": "Success", "Offset": 400000, "Duration": 9900000, "Channel": 0,
 "DisplayText": "Oh, hi.", "SNR": 15.567844,
 "NBest": [{"Confidence": 0.91, "Lexical": "oh hi", "ITN": "oh hi", "MaskedITN": "oh hi", "Display": "Oh, hi.",
   "PronunciationAssessment": {"AccuracyScore": 88.0, "FluencyScore": 90.0, "CompletenessScore": 100.0,
     "ProsodyScore": 71.3, "PronScore": 84.1},
   "Words": [
    {"Word": "oh", "Offset": 400000, "Duration": 2900000,
     "PronunciationAssessment": {"AccuracyScore": 91.0, "ErrorType": "None", "Feedback": {"Prosody": {
       "Break": {"ErrorTypes": ["None"], "BreakLength": 0},
       "Intonation": {"ErrorTypes": [], "Monotone": {"SyllablePitchDeltaConfidence": 0.18}}}}}},
    {"Word": "hi", "Offset": 5000000, "Duration": 5300000,
     "PronunciationAssessment": {"AccuracyScore": 52.0, "ErrorType": "Mispronunciation", "Feedback": {"Prosody": {
       "Break": {"ErrorTypes": ["None"], "UnexpectedBreak": {"Confidence": 0.97}, "MissingBreak": {"Confidence": 0.0},
         "BreakLength": 1700000},
       "Intonation": {"ErrorTypes": ["Monotone"], "Monotone": {"SyllablePitchDeltaConfidence": 0.18}}}}},
     "Syllables": [{"Syllable": "hay", "Grapheme": "hi", "PronunciationAssessment": {"AccuracyScore": 52.0},
       "Offset": 5000000, "Duration": 5300000}],
     "Phonemes": [
      {"Phoneme": "h", "PronunciationAssessment": {"AccuracyScore": 60.0}, "Offset": 5000000, "Duration": 900000},
      {"Phoneme": "ay", "PronunciationAssessment": {"AccuracyScore": 48.0}, "Offset": 6000000, "Duration": 4300000}]}]},
  {"Confidence": 0.4, "Lexical": "oh high", "ITN": "oh high", "MaskedITN": "oh high", "Display": "Oh, high."}]}
"""

# Another locale: no phoneme names, no syllables, no candidates; keys of the future at every level.
FOREIGN = """
{"RecognitionStatus": 0, "Offset": 0, "Duration": 100000, "DisplayText": "Ja.",
 "NBest": [{"Confidence": 1, "Lexical": "ja", "ITN": "Ja", "MaskedITN": "ja", "Display": "Ja.",
   "PronunciationAssessment": {"AccuracyScore": 3, "NewScore": 7},
   "Words": [{"Word": "ja", "Offset": 0, "Duration": 100000,
     "PronunciationAssessment": {"AccuracyScore": 3.0, "ErrorType": "Slurred", "Feedback": {"NewFeedback": ""}},
     "Phonemes": [{"PronunciationAssessment": {"AccuracyScore": 4.0, "NewLevel": 1}, "Offset": 0, "Duration": 100000,
       "NewPhoneme": 0}], "NewWord": null}], "NewBest": true}], "NewTop": {"a": [1, 2.0, null]}}
"""

NO_MATCH = '{"RecognitionStatus": "NoMatch", "Offset": 100, "Duration": 200, "DisplayText": ""}'
