<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ui</name>
    <message>
        <source>advised: 20 s to 10 min</source>
        <translation>empfohlen: 20 s bis 10 min</translation>
    </message>
    <message>
        <source>Three sentences or more give steadier scores.</source>
        <translation>Ab drei Sätzen sind die Noten verlässlicher.</translation>
    </message>
    <message>
        <source>Speak for 20 s or more if the text is long enough.</source>
        <translation>Sprechen Sie 20 s oder länger, wenn der Text dafür reicht.</translation>
    </message>
    <message>
        <source>Long enough: stop when you have said everything.</source>
        <translation>Lang genug: Stoppen Sie, wenn Sie alles gesagt haben.</translation>
    </message>
    <message>
        <source>Longer than 10 min: stop, and go on in another recording.</source>
        <translation>Länger als 10 min: Stoppen Sie und machen Sie in einer neuen Aufnahme weiter.</translation>
    </message>
    <message>
        <source>Record, or stop and assess</source>
        <translation>Aufnehmen, oder stoppen und beurteilen</translation>
    </message>
    <message>
        <source>Play, or stop playing</source>
        <translation>Abspielen, oder anhalten</translation>
    </message>
    <message>
        <source>Next error</source>
        <translation>Nächster Fehler</translation>
    </message>
    <message>
        <source>Previous error</source>
        <translation>Voriger Fehler</translation>
    </message>
    <message>
        <source>Go to Practice</source>
        <translation>Zur Seite Üben</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>Zur Seite Rückblick</translation>
    </message>
    <message>
        <source>Go to Progress</source>
        <translation>Zur Seite Fortschritt</translation>
    </message>
    <message>
        <source>Open a recording</source>
        <translation>Aufnahme öffnen</translation>
    </message>
    <message>
        <source>Cancel the assessment</source>
        <translation>Beurteilung abbrechen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>The usual keys</source>
        <translation>Die üblichen Tasten</translation>
    </message>
    <message>
        <source>Click on a key and press another one; the cross takes it away.</source>
        <translation>Klicken Sie auf eine Taste und drücken Sie eine andere; das Kreuz nimmt sie weg.</translation>
    </message>
    <message>
        <source>{0} already does “{1}”: choose another key, or change that one first.</source>
        <translation>{0} tut schon „{1}“: Wählen Sie eine andere Taste, oder ändern Sie erst jene.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
    <message>
        <source>Something went wrong inside Sonorant ({0}); nothing recorded is lost.</source>
        <translation>In Sonorant ist etwas schiefgegangen ({0}); nichts Aufgenommenes ist verloren.</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Üben</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Rückblick</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Show the &amp;sample report</source>
        <translation>&amp;Beispielbericht zeigen</translation>
    </message>
    <message>
        <source>&amp;Demonstrate to a class</source>
        <translation>&amp;Einer Klasse vorführen</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>&amp;Tastenkürzel…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>{0} – Sonorant</source>
        <translation>{0} – Sonorant</translation>
    </message>
    <message>
        <source>Recordings ({0});;All files (*)</source>
        <translation>Aufnahmen ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Your own text</source>
        <translation>Ihr eigener Text</translation>
    </message>
    <message>
        <source>{0} Write down what you are going to say, and say it.</source>
        <translation>{0} Schreiben Sie auf, was Sie sagen werden, und sagen Sie es.</translation>
    </message>
    <message>
        <source>Recovered recording</source>
        <translation>Wiedergefundene Aufnahme</translation>
    </message>
    <message>
        <source>A recording from last time has no verdict yet: open it, choose what was read, and assess it.</source>
        <translation>Eine Aufnahme vom letzten Mal ist noch nicht beurteilt: Öffnen Sie sie, wählen Sie, was gelesen wurde, und lassen Sie sie beurteilen.</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Overall</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Fluency</source>
        <translation>Flüssigkeit</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>Vollständigkeit</translation>
    </message>
    <message>
        <source>Prosody</source>
        <translation>Prosodie</translation>
    </message>
    <message>
        <source>Once you have saved sessions, your scores over time and your weakest sounds are shown here.</source>
        <translation>Sobald Sie Sitzungen gespeichert haben, stehen hier Ihre Noten im Lauf der Zeit und Ihre schwächsten Laute.</translation>
    </message>
    <message>
        <source>A sound is listed here once it was said five times.</source>
        <translation>Ein Laut steht hier, sobald er fünfmal gesagt wurde.</translation>
    </message>
    <message>
        <source>Score shown</source>
        <translation>Gezeigte Note</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Motor</translation>
    </message>
    <message>
        <source>Verdicts of two engines are never mixed</source>
        <translation>Urteile zweier Motoren werden nie vermischt</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Weakest sounds</source>
        <translation>Schwächste Laute</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Laut</translation>
    </message>
    <message>
        <source>As in</source>
        <translation>Wie in</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Gesagt</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>Schwach</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Wort</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Open its session</source>
        <translation>Sitzung öffnen</translation>
    </message>
    <message>
        <source>sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>minutes of speech</source>
        <translation>Minuten gesprochen</translation>
    </message>
    <message>
        <source>last five</source>
        <translation>die letzten fünf</translation>
    </message>
    <message>
        <source>the five before</source>
        <translation>die fünf davor</translation>
    </message>
    <message>
        <source>&amp;Weakest sounds</source>
        <translation>&amp;Schwächste Laute</translation>
    </message>
    <message>
        <source>&amp;Examples, the worst first</source>
        <translation>&amp;Beispiele, die schlechtesten zuerst</translation>
    </message>
    <message>
        <source>Choose a session on the left to see and hear it again. No network and no microphone is needed for that.</source>
        <translation>Wählen Sie links eine Sitzung, um sie wieder zu sehen und zu hören. Dazu braucht es weder Netz noch Mikrofon.</translation>
    </message>
    <message>
        <source>The session and everything that was made of it are deleted; this was checked.</source>
        <translation>Die Sitzung und alles, was aus ihr gemacht wurde, ist gelöscht; das wurde nachgeprüft.</translation>
    </message>
    <message>
        <source>Written to “{0}”.</source>
        <translation>Nach „{0}“ geschrieben.</translation>
    </message>
    <message>
        <source>Delete session</source>
        <translation>Sitzung löschen</translation>
    </message>
    <message>
        <source>Delete “{0}”?</source>
        <translation>„{0}“ löschen?</translation>
    </message>
    <message>
        <source>its verdict</source>
        <translation>ihr Urteil</translation>
    </message>
    <message>
        <source>its {0} verdicts</source>
        <translation>ihre {0} Urteile</translation>
    </message>
    <message>
        <source>What goes: the recording with everything made of it ({0}), {1} and your notes. This cannot be undone.</source>
        <translation>Was verschwindet: die Aufnahme mit allem, was aus ihr gemacht wurde ({0}), {1} und Ihre Notizen. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Elapsed time</source>
        <translation>Vergangene Zeit</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Nochmals suchen</translation>
    </message>
    <message>
        <source>Assess what there is</source>
        <translation>Beurteilen, was da ist</translation>
    </message>
    <message>
        <source>The assessment was cancelled; the recording is kept.</source>
        <translation>Die Beurteilung wurde abgebrochen; die Aufnahme bleibt.</translation>
    </message>
    <message>
        <source>Assess it</source>
        <translation>Beurteilen</translation>
    </message>
    <message>
        <source>The report is not saved yet: {0}</source>
        <translation>Der Bericht ist noch nicht gespeichert: {0}</translation>
    </message>
    <message>
        <source>{0} The recording is kept.</source>
        <translation>{0} Die Aufnahme bleibt.</translation>
    </message>
    <message>
        <source>Another sound</source>
        <translation>Anderer Laut</translation>
    </message>
    <message>
        <source>Sound left out</source>
        <translation>Laut ausgelassen</translation>
    </message>
    <message>
        <source>Sound added</source>
        <translation>Laut hinzugefügt</translation>
    </message>
    <message>
        <source>Mispronounced</source>
        <translation>Falsch ausgesprochen</translation>
    </message>
    <message>
        <source>Word left out</source>
        <translation>Wort ausgelassen</translation>
    </message>
    <message>
        <source>Word added or repeated</source>
        <translation>Wort hinzugefügt oder wiederholt</translation>
    </message>
    <message>
        <source>Pauses</source>
        <translation>Pausen</translation>
    </message>
    <message>
        <source>Expected {0}</source>
        <translation>Erwartet {0}</translation>
    </message>
    <message>
        <source>heard {0}</source>
        <translation>gehört {0}</translation>
    </message>
    <message>
        <source>score {0:.0f}</source>
        <translation>Note {0:.0f}</translation>
    </message>
    <message>
        <source>Recording needs the PortAudio library, which is not installed (libportaudio2).</source>
        <translation>Zum Aufnehmen fehlt die Bibliothek PortAudio (libportaudio2).</translation>
    </message>
    <message>
        <source>The microphone “{0}” is not connected: connect it, or choose another in the settings.</source>
        <translation>Das Mikrofon „{0}“ ist nicht angeschlossen: Schließen Sie es an, oder wählen Sie in den Einstellungen ein anderes.</translation>
    </message>
    <message>
        <source>No microphone was found.</source>
        <translation>Es wurde kein Mikrofon gefunden.</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Mikrofon</translation>
    </message>
    <message>
        <source>What is recorded with; it is remembered by its name.</source>
        <translation>Womit aufgenommen wird; es wird unter seinem Namen gemerkt.</translation>
    </message>
    <message>
        <source>Loudspeaker</source>
        <translation>Lautsprecher</translation>
    </message>
    <message>
        <source>What is played on; if it is not there, the system&apos;s own is used.</source>
        <translation>Womit abgespielt wird; fehlt er, dann mit dem des Systems.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light or dark, or as the system is.</source>
        <translation>Hell oder dunkel, oder wie das System.</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>In percent; large text is for presenting to a class as well.</source>
        <translation>In Prozent; große Schrift hilft auch beim Vorführen vor einer Klasse.</translation>
    </message>
    <message>
        <source>Strictness</source>
        <translation>Strenge</translation>
    </message>
    <message>
        <source>How much counts as an error: 0 only what is certain, 100 every doubt.</source>
        <translation>Wie viel als Fehler zählt: 0 nur, was sicher ist, 100 jeder Zweifel.</translation>
    </message>
    <message>
        <source>Syllables under the waveform</source>
        <translation>Silben unter der Wellenform</translation>
    </message>
    <message>
        <source>A row between the words and the sounds.</source>
        <translation>Eine Zeile zwischen den Wörtern und den Lauten.</translation>
    </message>
    <message>
        <source>Spectrogram under the waveform</source>
        <translation>Spektrogramm unter der Wellenform</translation>
    </message>
    <message>
        <source>Which frequencies sound when; it makes the waveform lower.</source>
        <translation>Welche Frequenzen wann klingen; die Wellenform wird dafür niedriger.</translation>
    </message>
    <message>
        <source>Pitch under the waveform</source>
        <translation>Tonhöhe unter der Wellenform</translation>
    </message>
    <message>
        <source>How the voice rises and falls.</source>
        <translation>Wie die Stimme steigt und fällt.</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
    <message>
        <source>It changes with the next start; what is practised stays English.</source>
        <translation>Sie wechselt beim nächsten Start; geübt wird weiterhin Englisch.</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Menus and hints appear at once, without fading or sliding.</source>
        <translation>Menüs und Hinweise erscheinen sofort, ohne Ein- und Ausblenden.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Look for devices again</source>
        <translation>Geräte nochmals suchen</translation>
    </message>
    <message>
        <source>{0} (not connected)</source>
        <translation>{0} (nicht angeschlossen)</translation>
    </message>
    <message>
        <source>The recording of this session is gone, its report is not: {0}</source>
        <translation>Die Aufnahme dieser Sitzung ist weg, ihr Bericht nicht: {0}</translation>
    </message>
    <message>
        <source>{0} The older verdict is kept.</source>
        <translation>{0} Das ältere Urteil bleibt.</translation>
    </message>
    <message>
        <source>{0} You can open a recording from a file instead.</source>
        <translation>{0} Sie können stattdessen eine Aufnahme aus einer Datei öffnen.</translation>
    </message>
    <message>
        <source>Type what you are going to read first.</source>
        <translation>Geben Sie zuerst ein, was Sie lesen werden.</translation>
    </message>
    <message>
        <source>{0} Hz</source>
        <translation>{0} Hz</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>{0}: {1}. Show or hide them (key {2}).</source>
        <translation>{0}: {1}. Zeigen oder ausblenden (Taste {2}).</translation>
    </message>
    <message>
        <source>Shows or hides these errors; key {0}.</source>
        <translation>Zeigt diese Fehler oder blendet sie aus; Taste {0}.</translation>
    </message>
    <message>
        <source>To the left only what is certain is marked, to the right every doubt. The scores stay as they are.</source>
        <translation>Links wird nur angezeigt, was sicher ist, rechts jeder Zweifel. Die Noten bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>St&amp;rictness</source>
        <translation>St&amp;renge</translation>
    </message>
    <message>
        <source>Scores over time</source>
        <translation>Noten im Lauf der Zeit</translation>
    </message>
    <message>
        <source>The same numbers stand in the table below.</source>
        <translation>Dieselben Zahlen stehen in der Tabelle darunter.</translation>
    </message>
    <message>
        <source>Input level</source>
        <translation>Eingangspegel</translation>
    </message>
    <message>
        <source>Peak {0:.0f} dB</source>
        <translation>Spitze {0:.0f} dB</translation>
    </message>
    <message>
        <source>Clipping: speak softer</source>
        <translation>Übersteuert: leiser sprechen</translation>
    </message>
    <message>
        <source>{0}, very quiet</source>
        <translation>{0}, sehr leise</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>{0} (Ctrl+{1})</source>
        <translation>{0} (Strg+{1})</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Words and sounds</source>
        <translation>Wörter und Laute</translation>
    </message>
    <message>
        <source>Each word unfolds to its syllables and sounds: expected, heard, score, time in seconds, and error.</source>
        <translation>Jedes Wort klappt zu seinen Silben und Lauten auf: erwartet, gehört, Note, Zeit in Sekunden und Fehler.</translation>
    </message>
    <message>
        <source>No sound output was found, so nothing can be played; reports work all the same.</source>
        <translation>Es wurde keine Tonausgabe gefunden, darum lässt sich nichts abspielen; Berichte gehen trotzdem.</translation>
    </message>
    <message>
        <source>Play the recording, or what is selected of it (Space)</source>
        <translation>Die Aufnahme abspielen, oder was von ihr ausgewählt ist (Leertaste)</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>Ab hier abspielen</translation>
    </message>
    <message>
        <source>Play on from what is selected</source>
        <translation>Ab der Auswahl weiter abspielen</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Play it again and again</source>
        <translation>Immer wieder abspielen</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>How fast it is played; the pitch stays the same</source>
        <translation>Wie schnell abgespielt wird; die Tonhöhe bleibt gleich</translation>
    </message>
    <message>
        <source>View ▾</source>
        <translation>Ansicht ▾</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>What the waveform shows, and how near</source>
        <translation>Was die Wellenform zeigt, und wie nah</translation>
    </message>
    <message>
        <source>&amp;Syllables</source>
        <translation>&amp;Silben</translation>
    </message>
    <message>
        <source>S&amp;pectrogram</source>
        <translation>S&amp;pektrogramm</translation>
    </message>
    <message>
        <source>Pi&amp;tch</source>
        <translation>&amp;Tonhöhe</translation>
    </message>
    <message>
        <source>Zoom &amp;in	+</source>
        <translation>&amp;Vergrößern	+</translation>
    </message>
    <message>
        <source>Zoom &amp;out	−</source>
        <translation>Ver&amp;kleinern	−</translation>
    </message>
    <message>
        <source>&amp;Whole recording	0</source>
        <translation>&amp;Ganze Aufnahme	0</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Text to read</source>
        <translation>Text zum Lesen</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>Ihr Text</translation>
    </message>
    <message>
        <source>Type or paste what you want to read aloud.</source>
        <translation>Tippen Sie, was Sie vorlesen wollen, oder fügen Sie es ein.</translation>
    </message>
    <message>
        <source>Type or paste what you want to read aloud, or drop a text file.</source>
        <translation>Tippen Sie, was Sie vorlesen wollen, fügen Sie es ein, oder ziehen Sie eine Textdatei hierher.</translation>
    </message>
    <message>
        <source>Your report appears here: the scores, the text with every slip marked, and each sound in a table.</source>
        <translation>Hier erscheint Ihr Bericht: die Noten, der Text mit jedem Fehler darin, und jeder Laut in einer Tabelle.</translation>
    </message>
    <message>
        <source>T: your voice moves little in pitch, which sounds monotone. Let it rise and fall with the meaning.</source>
        <translation>T: Ihre Stimme bewegt sich wenig in der Tonhöhe und klingt eintönig. Lassen Sie sie mit dem Sinn steigen und fallen.</translation>
    </message>
    <message>
        <source>synthetic</source>
        <translation>künstlich</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Previous error (Shift+F8)</source>
        <translation>Voriger Fehler (Umschalt+F8)</translation>
    </message>
    <message>
        <source>Next error (F8)</source>
        <translation>Nächster Fehler (F8)</translation>
    </message>
    <message>
        <source>What the scores mean</source>
        <translation>Was die Noten bedeuten</translation>
    </message>
    <message>
        <source>See a sample report</source>
        <translation>Beispielbericht ansehen</translation>
    </message>
    <message>
        <source>Assess the bundled synthetic recording</source>
        <translation>Die mitgelieferte künstliche Aufnahme beurteilen</translation>
    </message>
    <message>
        <source>Progress of the assessment</source>
        <translation>Fortschritt der Beurteilung</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the assessment; the recording is kept (Escape)</source>
        <translation>Die Beurteilung abbrechen; die Aufnahme bleibt (Escape)</translation>
    </message>
    <message>
        <source>Assessing your pronunciation…</source>
        <translation>Ihre Aussprache wird beurteilt…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>What the engine said, as JSON</source>
        <translation>Was der Motor gesagt hat, als JSON</translation>
    </message>
    <message>
        <source>Nothing to correct</source>
        <translation>Nichts zu verbessern</translation>
    </message>
    <message>
        <source>{0} to work on</source>
        <translation>{0} zu verbessern</translation>
    </message>
    <message>
        <source>Engine: {0} {1}</source>
        <translation>Motor: {0} {1}</translation>
    </message>
    <message>
        <source> Overall score {0:.0f}.</source>
        <translation> Gesamtnote {0:.0f}.</translation>
    </message>
    <message>
        <source>Assessed.{0} {1}.</source>
        <translation>Beurteilt.{0} {1}.</translation>
    </message>
    <message>
        <source>So far; the rest comes when you stop.</source>
        <translation>So weit bisher; der Rest kommt, wenn Sie stoppen.</translation>
    </message>
    <message>
        <source>Not scored: {0}.</source>
        <translation>Ohne Note: {0}.</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>{0} none</source>
        <translation>{0} keine</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>Exercises</source>
        <translation>Übungen</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>Lesetexte</translation>
    </message>
    <message>
        <source>What to practise</source>
        <translation>Was geübt wird</translation>
    </message>
    <message>
        <source>Search what to practise</source>
        <translation>Suchen, was geübt wird</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Nichts passt.</translation>
    </message>
    <message>
        <source>&amp;What to practise</source>
        <translation>&amp;Was geübt wird</translation>
    </message>
    <message>
        <source>free speech</source>
        <translation>freies Sprechen</translation>
    </message>
    <message>
        <source>{0} words · {1}</source>
        <translation>{0} Wörter · {1}</translation>
    </message>
    <message>
        <source>My own text</source>
        <translation>Mein eigener Text</translation>
    </message>
    <message>
        <source>A text of your own</source>
        <translation>Ein eigener Text</translation>
    </message>
    <message>
        <source>type, paste or drop it</source>
        <translation>tippen, einfügen oder hierherziehen</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>synthetic voice · {0}</source>
        <translation>künstliche Stimme · {0}</translation>
    </message>
    <message>
        <source>{0:.0f} min</source>
        <translation>{0:.0f} min</translation>
    </message>
    <message>
        <source>all aspects together; the worst of them weighs most.</source>
        <translation>alle Noten zusammen; die schlechteste wiegt am meisten.</translation>
    </message>
    <message>
        <source>how close each sound comes to that of a native speaker.</source>
        <translation>wie nah jeder Laut dem eines Muttersprachlers kommt.</translation>
    </message>
    <message>
        <source>how evenly you speak, with pauses where they belong.</source>
        <translation>wie gleichmäßig Sie sprechen, mit Pausen, wo sie hingehören.</translation>
    </message>
    <message>
        <source>how many of the words of the text you said.</source>
        <translation>wie viele Wörter des Textes Sie gesagt haben.</translation>
    </message>
    <message>
        <source>how natural your stress, melody, speed and rhythm are.</source>
        <translation>wie natürlich Betonung, Melodie, Tempo und Rhythmus sind.</translation>
    </message>
    <message>
        <source>Overall: {0}</source>
        <translation>Gesamt: {0}</translation>
    </message>
    <message>
        <source>Overall pronunciation score</source>
        <translation>Gesamtnote der Aussprache</translation>
    </message>
    <message>
        <source>not assessed yet</source>
        <translation>noch nicht beurteilt</translation>
    </message>
    <message>
        <source>{0:.0f} of 100</source>
        <translation>{0:.0f} von 100</translation>
    </message>
    <message>
        <source>overall</source>
        <translation>gesamt</translation>
    </message>
    <message>
        <source>not assessed</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>Web page with sound (HTML)</source>
        <translation>Webseite mit Ton (HTML)</translation>
    </message>
    <message>
        <source>Spreadsheet (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
    <message>
        <source>Praat (TextGrid)</source>
        <translation>Praat (TextGrid)</translation>
    </message>
    <message>
        <source>Raw answer of the engine (JSON)</source>
        <translation>Rohe Antwort des Motors (JSON)</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Notes on this session</source>
        <translation>Notizen zu dieser Sitzung</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title: click to change it</source>
        <translation>Titel: zum Ändern anklicken</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Which of its verdicts is shown</source>
        <translation>Welches ihrer Urteile gezeigt wird</translation>
    </message>
    <message>
        <source>Assess again</source>
        <translation>Neu beurteilen</translation>
    </message>
    <message>
        <source>Have the present engine judge it; the verdict so far is kept</source>
        <translation>Den heutigen Motor urteilen lassen; das bisherige Urteil bleibt</translation>
    </message>
    <message>
        <source>Write it to a file</source>
        <translation>In eine Datei schreiben</translation>
    </message>
    <message>
        <source>Delete this session (Delete)</source>
        <translation>Diese Sitzung löschen (Entf)</translation>
    </message>
    <message>
        <source>Search the sessions</source>
        <translation>Sitzungen durchsuchen</translation>
    </message>
    <message>
        <source>Search title, text and notes</source>
        <translation>Titel, Text und Notizen durchsuchen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Between…</source>
        <translation>Zwischen…</translation>
    </message>
    <message>
        <source>Any score</source>
        <translation>Jede Note</translation>
    </message>
    <message>
        <source>80 and more</source>
        <translation>80 und mehr</translation>
    </message>
    <message>
        <source>60 to 80</source>
        <translation>60 bis 80</translation>
    </message>
    <message>
        <source>Below 60</source>
        <translation>Unter 60</translation>
    </message>
    <message>
        <source>What was practised</source>
        <translation>Was geübt wurde</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Own texts</source>
        <translation>Eigene Texte</translation>
    </message>
    <message>
        <source>Any engine</source>
        <translation>Jeder Motor</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Saved sessions</source>
        <translation>Gespeicherte Sitzungen</translation>
    </message>
    <message>
        <source>S&amp;essions</source>
        <translation>S&amp;itzungen</translation>
    </message>
    <message>
        <source>No session is saved yet.</source>
        <translation>Noch ist keine Sitzung gespeichert.</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>{0} sessions</source>
        <translation>{0} Sitzungen</translation>
    </message>
    <message>
        <source>{0} of {1} sessions</source>
        <translation>{0} von {1} Sitzungen</translation>
    </message>
    <message>
        <source>{0} · score {1}</source>
        <translation>{0} · Note {1}</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>The words with the letters of their errors; choose one to select it.</source>
        <translation>Die Wörter mit den Buchstaben ihrer Fehler; wählen Sie eines aus.</translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation>Das Mikrofon wird geöffnet…</translation>
    </message>
    <message>
        <source>Finishing the recording…</source>
        <translation>Die Aufnahme wird abgeschlossen…</translation>
    </message>
    <message>
        <source>Opening the recording…</source>
        <translation>Die Aufnahme wird geöffnet…</translation>
    </message>
    <message>
        <source>Record yourself reading the text (R)</source>
        <translation>Nehmen Sie auf, wie Sie den Text lesen (R)</translation>
    </message>
    <message>
        <source>End the recording and have it assessed (R)</source>
        <translation>Die Aufnahme beenden und beurteilen lassen (R)</translation>
    </message>
    <message>
        <source>Paused: nothing is recorded. Press Resume to go on.</source>
        <translation>Pause: Es wird nichts aufgenommen. Drücken Sie Weiter, um fortzufahren.</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Leave out what is said until you resume</source>
        <translation>Weglassen, was gesagt wird, bis Sie fortfahren</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Assess a recording from a file (Ctrl+O)</source>
        <translation>Eine Aufnahme aus einer Datei beurteilen (Strg+O)</translation>
    </message>
    <message>
        <source>Assess</source>
        <translation>Beurteilen</translation>
    </message>
    <message>
        <source>Assess this recording</source>
        <translation>Diese Aufnahme beurteilen</translation>
    </message>
    <message>
        <source>Look for a microphone again</source>
        <translation>Nochmals nach einem Mikrofon suchen</translation>
    </message>
    <message>
        <source>Elapsed time; {0}</source>
        <translation>Vergangene Zeit; {0}</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Assess my response</source>
        <translation>Meine Antwort beurteilen</translation>
    </message>
    <message>
        <source>Click a word or a sound to hear it. F8 goes to the next error.</source>
        <translation>Klicken Sie auf ein Wort oder einen Laut, um ihn zu hören. F8 führt zum nächsten Fehler.</translation>
    </message>
    <message>
        <source>This recording has no verdict yet: press Assess.</source>
        <translation>Diese Aufnahme ist noch nicht beurteilt: Drücken Sie Beurteilen.</translation>
    </message>
    <message>
        <source>Press Record (R) and read the text aloud.</source>
        <translation>Drücken Sie Aufnehmen (R) und lesen Sie den Text vor.</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>The recording over time with its words and sounds. Left and right choose a sound, plus and minus zoom, 0 shows the whole recording. The table in the report says the same in words.</source>
        <translation>Die Aufnahme im Lauf der Zeit mit ihren Wörtern und Lauten. Links und rechts wählen einen Laut, plus und minus vergrößern und verkleinern, 0 zeigt die ganze Aufnahme. Die Tabelle im Bericht sagt dasselbe in Worten.</translation>
    </message>
    <message>
        <source>another sound</source>
        <translation>anderer Laut</translation>
    </message>
    <message>
        <source>sound left out</source>
        <translation>Laut ausgelassen</translation>
    </message>
    <message>
        <source>sound added</source>
        <translation>Laut hinzugefügt</translation>
    </message>
    <message>
        <source>mispronounced</source>
        <translation>falsch ausgesprochen</translation>
    </message>
    <message>
        <source>word left out</source>
        <translation>Wort ausgelassen</translation>
    </message>
    <message>
        <source>word added</source>
        <translation>Wort hinzugefügt</translation>
    </message>
    <message>
        <source>word repeated</source>
        <translation>Wort wiederholt</translation>
    </message>
    <message>
        <source>unexpected pause</source>
        <translation>unerwartete Pause</translation>
    </message>
    <message>
        <source>pause missing</source>
        <translation>Pause fehlt</translation>
    </message>
    <message>
        <source>monotone</source>
        <translation>eintönig</translation>
    </message>
</context>
</TS>
