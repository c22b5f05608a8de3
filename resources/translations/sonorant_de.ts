<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>failures</name>
    <message>
        <source>A chat model is named by {0} and {1}: set both of them.</source>
        <translation>Ein Chatmodell wird durch {0} und {1} benannt: Setzen Sie beide.</translation>
    </message>
    <message>
        <source>A draft of what was said is no ground for an estimate: confirm the text first.</source>
        <translation>Ein Entwurf des Gesagten reicht nicht für eine Schätzung: Bestätigen Sie zuerst den Text.</translation>
    </message>
    <message>
        <source>A pause is missing before “{}”.</source>
        <translation>Vor „{}“ fehlt eine Pause.</translation>
    </message>
    <message>
        <source>Accents of English other than that of the United States as the model to compare with.</source>
        <translation>Andere Akzente des Englischen als der amerikanische als Vorbild.</translation>
    </message>
    <message>
        <source>After “he”, “she” or “it” the verb ends in -s.</source>
        <translation>Nach „he“, „she“ oder „it“ endet das Verb auf -s.</translation>
    </message>
    <message>
        <source>Azure Speech closed the connection in the middle: try again.</source>
        <translation>Azure Speech hat die Verbindung mittendrin beendet: Versuchen Sie es nochmals.</translation>
    </message>
    <message>
        <source>Azure Speech does not accept the key: check that it is one of a Speech resource in {0}.</source>
        <translation>Azure Speech nimmt den Schlüssel nicht an: Prüfen Sie, ob er zu einer Speech-Ressource in {0} gehört.</translation>
    </message>
    <message>
        <source>Azure Speech does not assess {0}: choose another locale, such as en-US or en-GB.</source>
        <translation>Azure Speech beurteilt {0} nicht: Wählen Sie eine andere Sprache, etwa en-US oder en-GB.</translation>
    </message>
    <message>
        <source>Azure Speech has trouble of its own: try again in a moment.</source>
        <translation>Azure Speech hat selbst Schwierigkeiten: Versuchen Sie es gleich nochmals.</translation>
    </message>
    <message>
        <source>Azure Speech heard only silence: check the microphone and its level, then record again.</source>
        <translation>Azure Speech hat nur Stille gehört: Prüfen Sie das Mikrofon und seinen Pegel, und nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>Azure Speech is reached by {0}, such as westeurope, or {1}: set {2}.</source>
        <translation>Azure Speech wird über {0}, etwa westeurope, oder {1} erreicht: Setzen Sie {2}.</translation>
    </message>
    <message>
        <source>Azure Speech needs a key: enter the key of your Speech resource.</source>
        <translation>Azure Speech braucht einen Schlüssel: Geben Sie den Ihrer Speech-Ressource ein.</translation>
    </message>
    <message>
        <source>Azure Speech needs a key: set {0} to the key of your Speech resource.</source>
        <translation>Azure Speech braucht einen Schlüssel: Setzen Sie {0} auf den Ihrer Speech-Ressource.</translation>
    </message>
    <message>
        <source>Azure Speech needs either the region of your Speech resource, such as westeurope, or its endpoint.</source>
        <translation>Azure Speech braucht die Region Ihrer Speech-Ressource, etwa westeurope, oder deren Endpunkt.</translation>
    </message>
    <message>
        <source>Azure Speech recognised no words: speak clearly, near the microphone, and record again.</source>
        <translation>Azure Speech hat keine Wörter erkannt: Sprechen Sie deutlich und nah am Mikrofon, und nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>Azure Speech rejects this request: check the locale and the text, then try again.</source>
        <translation>Azure Speech weist diese Anfrage zurück: Prüfen Sie Sprache und Text und versuchen Sie es dann nochmals.</translation>
    </message>
    <message>
        <source>Azure Speech stopped answering: try again.</source>
        <translation>Azure Speech antwortet nicht mehr: Versuchen Sie es nochmals.</translation>
    </message>
    <message>
        <source>Azure Speech takes no more requests just now: wait a minute and try again.</source>
        <translation>Azure Speech nimmt gerade keine weiteren Anfragen an: Warten Sie eine Minute und versuchen Sie es nochmals.</translation>
    </message>
    <message>
        <source>For an estimate of the level say at least {0} words in {1} s or more.</source>
        <translation>Für eine Schätzung des Niveaus sagen Sie mindestens {0} Wörter in {1} s oder mehr.</translation>
    </message>
    <message>
        <source>Free speech: all sentences were read.</source>
        <translation>Freies Sprechen: Alle Sätze waren gelesen.</translation>
    </message>
    <message>
        <source>Grammar and vocabulary are judged from {0} sentences of your own on: say one more sentence.</source>
        <translation>Grammatik und Wortschatz werden ab {0} eigenen Sätzen beurteilt: Sagen Sie noch einen Satz.</translation>
    </message>
    <message>
        <source>Grammar and vocabulary are judged from {0} sentences of your own on: say {1} more sentences.</source>
        <translation>Grammatik und Wortschatz werden ab {0} eigenen Sätzen beurteilt: Sagen Sie noch {1} Sätze.</translation>
    </message>
    <message>
        <source>In {0} {1} {2}{3}{4}.</source>
        <translation>In {0} {1} {2}{3}{4}.</translation>
    </message>
    <message>
        <source>It is kept only until Sonorant closes.</source>
        <translation>Er wird nur behalten, bis Sonorant geschlossen wird.</translation>
    </message>
    <message>
        <source>Learners of other first languages than Mandarin.</source>
        <translation>Lernende mit anderer Muttersprache als Mandarin.</translation>
    </message>
    <message>
        <source>Much of the text was not heard: check that the right text is chosen.</source>
        <translation>Vieles vom Text war nicht zu hören: Prüfen Sie, ob der richtige Text gewählt ist.</translation>
    </message>
    <message>
        <source>No loudspeaker was found: connect one to listen.</source>
        <translation>Es wurde kein Lautsprecher gefunden: Schließen Sie einen an, um zuzuhören.</translation>
    </message>
    <message>
        <source>No microphone was found</source>
        <translation>Es wurde kein Mikrofon gefunden</translation>
    </message>
    <message>
        <source>No pronunciation is known for “{0}”: write it in another way.</source>
        <translation>Zu „{0}“ ist keine Aussprache bekannt: Schreiben Sie es anders.</translation>
    </message>
    <message>
        <source>No speech was heard, or none that stands out from other sound: check the microphone, then record again.</source>
        <translation>In der Aufnahme war keine Sprache zu hören: Prüfen Sie das Mikrofon, und nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>Not heard: {0}, {1} of {2} words of the text.</source>
        <translation>Nicht gehört: {0}, {1} von {2} Wörtern des Textes.</translation>
    </message>
    <message>
        <source>Not in the dictionary, so the pronunciation is a guess: {0}.</source>
        <translation>Nicht im Wörterbuch, die Aussprache ist also geraten: {0}.</translation>
    </message>
    <message>
        <source>Nothing was sent to {0}: allow it first, or use the embedded engine.</source>
        <translation>Nichts wurde an {0} gesendet: Erlauben Sie es zuerst, oder nehmen Sie die eingebaute Engine.</translation>
    </message>
    <message>
        <source>Other microphones, rooms and networks than those of the corpus.</source>
        <translation>Andere Mikrofone, Räume und Netze als die des Korpus.</translation>
    </message>
    <message>
        <source>Read English sentences of speakers of Mandarin, adults and children (speechocean762, train split).</source>
        <translation>Vorgelesene englische Sätze von Erwachsenen und Kindern mit Mandarin als Muttersprache (speechocean762, Trainingsteil).</translation>
    </message>
    <message>
        <source>Rhythm: neighbouring vowels differ in length by {0} % (good readers: about 58 %, even speech less, halting speech more).</source>
        <translation>Rhythmus: Benachbarte Vokale sind um {0} % verschieden lang (gute Leser: etwa 58 %, gleichförmiges Sprechen weniger, stockendes mehr).</translation>
    </message>
    <message>
        <source>Say the sentence once more slowly and touch each word with a finger. Small words are short, but a listener waits for them: say them together with the word that follows.</source>
        <translation>Sagen Sie den Satz nochmals langsam und tippen Sie jedes Wort mit dem Finger an. Kleine Wörter sind kurz, aber wer zuhört, wartet auf sie: Sprechen Sie sie mit dem folgenden Wort zusammen.</translation>
    </message>
    <message>
        <source>Sessions cannot be kept after closing. {0}</source>
        <translation>Sitzungen lassen sich nach dem Schließen nicht behalten. {0}</translation>
    </message>
    <message>
        <source>Some sound was lost because the computer was too busy: close other programs and record again.</source>
        <translation>Ein Teil des Tons ging verloren, weil der Rechner zu beschäftigt war: Schließen Sie andere Programme und nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>Take your time, and read on to the end before you press stop.</source>
        <translation>Nehmen Sie sich Zeit, und lesen Sie bis zum Ende, bevor Sie Stopp drücken.</translation>
    </message>
    <message>
        <source>The Azure Speech library cannot work on this system: install Sonorant anew or, on Linux, the packages libssl3, libuuid1 and ca-certificates.</source>
        <translation>Die Bibliothek von Azure Speech läuft auf diesem System nicht: Installieren Sie Sonorant neu oder, unter Linux, die Pakete libssl3, libuuid1 und ca-certificates.</translation>
    </message>
    <message>
        <source>The Azure Speech library does not take these settings: check the endpoint, the key and the proxy.</source>
        <translation>Die Bibliothek von Azure Speech nimmt diese Einstellungen nicht an: Prüfen Sie Endpunkt, Schlüssel und Proxy.</translation>
    </message>
    <message>
        <source>The PortAudio library is missing: install it (libportaudio2) to record.</source>
        <translation>Die Bibliothek PortAudio fehlt: Installieren Sie sie (libportaudio2), um aufzunehmen.</translation>
    </message>
    <message>
        <source>The assessment cannot be read: {0} is missing; make it again or repair it.</source>
        <translation>Die Beurteilung lässt sich nicht lesen: {0} fehlt; erstellen Sie sie neu, oder reparieren Sie sie.</translation>
    </message>
    <message>
        <source>The assessment cannot be read: {0} should be {1}, not {2}.</source>
        <translation>Die Beurteilung lässt sich nicht lesen: {0} müsste {1} sein, nicht {2}.</translation>
    </message>
    <message>
        <source>The certificate of {0} is not trusted, so nothing was sent: check the endpoint, the proxy, and the certificates of this system.</source>
        <translation>Dem Zertifikat von {0} ist nicht zu trauen, deshalb wurde nichts gesendet: Prüfen Sie den Endpunkt, den Proxy und die Zertifikate dieses Systems.</translation>
    </message>
    <message>
        <source>The chat model at {0} needs a key: enter it in the settings.</source>
        <translation>Das Chatmodell bei {0} braucht einen Schlüssel: Geben Sie ihn in den Einstellungen ein.</translation>
    </message>
    <message>
        <source>The chat model at {host} answered with something that makes no sense: check the endpoint.</source>
        <translation>Das Chatmodell bei {host} hat etwas Sinnloses geantwortet: Prüfen Sie den Endpunkt.</translation>
    </message>
    <message>
        <source>The chat model at {host} broke off in the middle of its answer: try again later.</source>
        <translation>Das Chatmodell bei {host} brach mitten in der Antwort ab: Versuchen Sie es später nochmals.</translation>
    </message>
    <message>
        <source>The chat model at {host} cannot be reached: check the endpoint and your network connection.</source>
        <translation>Das Chatmodell bei {host} ist nicht erreichbar: Prüfen Sie den Endpunkt und Ihre Netzverbindung.</translation>
    </message>
    <message>
        <source>The chat model at {host} did not answer in time: check your network connection or try later.</source>
        <translation>Das Chatmodell bei {host} hat nicht rechtzeitig geantwortet: Prüfen Sie Ihre Netzverbindung, oder versuchen Sie es später.</translation>
    </message>
    <message>
        <source>The chat model at {host} has a fault of its own: try again later.</source>
        <translation>Das Chatmodell bei {host} hat selbst eine Störung: Versuchen Sie es später nochmals.</translation>
    </message>
    <message>
        <source>The chat model at {host} would not answer this: say it in another way or about something else.</source>
        <translation>Das Chatmodell bei {host} wollte darauf nicht antworten: Sagen Sie es anders, oder sprechen Sie von etwas anderem.</translation>
    </message>
    <message>
        <source>The chat model needs its name, such as gpt-4o, or that of your deployment.</source>
        <translation>Es fehlt der Name des Chatmodells, etwa gpt-4o, oder der Ihrer Bereitstellung.</translation>
    </message>
    <message>
        <source>The corpus has fewer than {0} speakers: cross-validation needs at least that many.</source>
        <translation>Das Korpus hat weniger als {0} Sprecher: Die Kreuzvalidierung braucht mindestens so viele.</translation>
    </message>
    <message>
        <source>The data ledger was written by a newer version of Sonorant, so nothing is sent: update this one.</source>
        <translation>Das Datenprotokoll stammt von einer neueren Version von Sonorant, darum wird nichts gesendet: Aktualisieren Sie diese.</translation>
    </message>
    <message>
        <source>The data ledger “{0}” cannot be used ({1}), so nothing is sent: free some space, check the rights of the folder, or move the file away.</source>
        <translation>Das Datenprotokoll „{0}“ lässt sich nicht nutzen ({1}), darum wird nichts gesendet: Schaffen Sie Platz, prüfen Sie die Rechte des Ordners, oder verschieben Sie die Datei.</translation>
    </message>
    <message>
        <source>The embedded engine judges {0} only: choose that locale instead of {1}.</source>
        <translation>Die eingebaute Engine beurteilt nur {0}: Wählen Sie diese Sprache statt {1}.</translation>
    </message>
    <message>
        <source>The endpoint is no address: give it as https://name.cognitiveservices.azure.com.</source>
        <translation>Der Endpunkt ist keine Adresse: Geben Sie ihn an wie https://name.cognitiveservices.azure.com.</translation>
    </message>
    <message>
        <source>The endpoint is not encrypted: give an address that begins with https:// or wss://.</source>
        <translation>Der Endpunkt ist nicht verschlüsselt: Geben Sie eine Adresse an, die mit https:// oder wss:// beginnt.</translation>
    </message>
    <message>
        <source>The endpoint of the chat model is no address: give it as https://api.openai.com/v1.</source>
        <translation>Der Endpunkt des Chatmodells ist keine Adresse: Geben Sie ihn an wie https://api.openai.com/v1.</translation>
    </message>
    <message>
        <source>The endpoint of the chat model is not encrypted: give one that begins with https://.</source>
        <translation>Der Endpunkt des Chatmodells ist nicht verschlüsselt: Geben Sie einen an, der mit https:// beginnt.</translation>
    </message>
    <message>
        <source>The file breaks off after {0} of {1} seconds.</source>
        <translation>Die Datei bricht nach {0} von {1} Sekunden ab.</translation>
    </message>
    <message>
        <source>The folder “{0}” cannot be used ({1}): check the disk and its permissions.</source>
        <translation>Der Ordner „{0}“ lässt sich nicht nutzen ({1}): Prüfen Sie den Datenträger und die Rechte.</translation>
    </message>
    <message>
        <source>The key for {0} is out of reach, as {1}: unlock the keyring and try again, or enter the key anew.</source>
        <translation>An den Schlüssel für {0} ist nicht heranzukommen, denn {1}: Entsperren Sie den Schlüsselbund und versuchen Sie es noch einmal, oder geben Sie den Schlüssel neu ein.</translation>
    </message>
    <message>
        <source>The key holds characters that no key has: copy it again from your Speech resource.</source>
        <translation>Der Schlüssel enthält Zeichen, die kein Schlüssel hat: Kopieren Sie ihn nochmals aus Ihrer Speech-Ressource.</translation>
    </message>
    <message>
        <source>The key holds characters that no key has: copy it again from your account.</source>
        <translation>Der Schlüssel enthält Zeichen, die kein Schlüssel hat: Kopieren Sie ihn nochmals aus Ihrem Konto.</translation>
    </message>
    <message>
        <source>The key is kept only until Sonorant closes: {0}.</source>
        <translation>Der Schlüssel wird nur behalten, bis Sonorant geschlossen wird: {0}.</translation>
    </message>
    <message>
        <source>The labels “{0}” cannot be read: give a gzipped JSON file of the corpus.</source>
        <translation>Die Noten „{0}“ lassen sich nicht lesen: Geben Sie eine mit gzip gepackte JSON-Datei des Korpus an.</translation>
    </message>
    <message>
        <source>The labels “{0}” hold no utterance.</source>
        <translation>Die Noten „{0}“ enthalten keine Äußerung.</translation>
    </message>
    <message>
        <source>The lesson “{0}” is missing or damaged: install Sonorant again.</source>
        <translation>Die Lektion „{0}“ fehlt oder ist beschädigt: Installieren Sie Sonorant neu.</translation>
    </message>
    <message>
        <source>The list of sessions in “{0}” is damaged ({1}): move the file sessions.db away to start a new one; the recordings are kept.</source>
        <translation>Die Liste der Sitzungen in „{0}“ ist beschädigt ({1}): Verschieben Sie die Datei sessions.db, um eine neue zu beginnen; die Aufnahmen bleiben.</translation>
    </message>
    <message>
        <source>The loudspeaker “{0}” cannot be opened ({1}).</source>
        <translation>Der Lautsprecher „{0}“ lässt sich nicht öffnen ({1}).</translation>
    </message>
    <message>
        <source>The microphone does not answer: unplug it and plug it in again, or choose another.</source>
        <translation>Das Mikrofon antwortet nicht: Ziehen Sie es ab und stecken Sie es wieder ein, oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The microphone gives complete silence: check that it is not muted and that this application may use it (system settings, privacy).</source>
        <translation>Das Mikrofon liefert völlige Stille: Prüfen Sie, dass es nicht stumm ist und dieses Programm es nutzen darf (Systemeinstellungen, Datenschutz).</translation>
    </message>
    <message>
        <source>The microphone “{0}” cannot be opened ({1}): another program may be using it, or this application may not use the microphone (system settings, privacy).</source>
        <translation>Das Mikrofon „{0}“ lässt sich nicht öffnen ({1}): Vielleicht nutzt es ein anderes Programm, oder dieses darf das Mikrofon nicht nutzen (Systemeinstellungen, Datenschutz).</translation>
    </message>
    <message>
        <source>The microphone “{0}” gives nothing: choose another one.</source>
        <translation>Das Mikrofon „{0}“ liefert nichts: Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The microphone “{0}” is gone</source>
        <translation>Das Mikrofon „{0}“ ist weg</translation>
    </message>
    <message>
        <source>The model “{0}” is missing or damaged: install Sonorant again.</source>
        <translation>Das Modell „{0}“ fehlt oder ist beschädigt: Installieren Sie Sonorant neu.</translation>
    </message>
    <message>
        <source>The pronouncing dictionary is missing; install the package “{0}” again.</source>
        <translation>Das Aussprachewörterbuch fehlt; installieren Sie das Paket „{0}“ neu.</translation>
    </message>
    <message>
        <source>The proxy cannot be used: give it as http://host:port.</source>
        <translation>Der Proxy lässt sich nicht nutzen: Geben Sie ihn an wie http://host:port.</translation>
    </message>
    <message>
        <source>The quota of the chat model at {host} is used up: wait until it is renewed, or raise it there.</source>
        <translation>Das Kontingent des Chatmodells bei {host} ist aufgebraucht: Warten Sie, bis es erneuert wird, oder erhöhen Sie es dort.</translation>
    </message>
    <message>
        <source>The recogniser is missing: install the package “pocketsphinx” again.</source>
        <translation>Die Spracherkennung fehlt: Installieren Sie das Paket „pocketsphinx“ neu.</translation>
    </message>
    <message>
        <source>The recording cannot be written ({0}): free some space or choose another folder.</source>
        <translation>Die Aufnahme lässt sich nicht schreiben ({0}): Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The recording does not match the text: check that the right text is chosen.</source>
        <translation>Die Aufnahme passt nicht zum Text: Prüfen Sie, ob der richtige Text gewählt ist.</translation>
    </message>
    <message>
        <source>The recording does not match the text: no word of it was heard.</source>
        <translation>Die Aufnahme passt nicht zum Text: Kein Wort davon war zu hören.</translation>
    </message>
    <message>
        <source>The recording holds values that are no sound (NaN or infinity): record it again.</source>
        <translation>Die Aufnahme enthält Werte, die kein Ton sind (NaN oder unendlich): Nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>The recording is silent: check the microphone and its level, then record again.</source>
        <translation>Die Aufnahme ist stumm: Prüfen Sie das Mikrofon und seinen Pegel, und nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>The recording is too distorted to judge by: lower the microphone&apos;s level, then record again.</source>
        <translation>Die Aufnahme ist zu verzerrt, um danach zu urteilen: Senken Sie den Pegel des Mikrofons, und nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>The recording is too muffled to judge by: use another microphone or connection, then record again.</source>
        <translation>Die Aufnahme ist zu dumpf, um danach zu urteilen: Nutzen Sie ein anderes Mikrofon oder eine andere Verbindung, und nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>The recording is too short for its text: record it again, or shorten the text.</source>
        <translation>Die Aufnahme ist zu kurz für ihren Text: Nehmen Sie nochmals auf, oder kürzen Sie den Text.</translation>
    </message>
    <message>
        <source>The recording is too short to judge: record at least one word.</source>
        <translation>Die Aufnahme ist zu kurz zum Beurteilen: Nehmen Sie mindestens ein Wort auf.</translation>
    </message>
    <message>
        <source>The microphone stopped, perhaps it was unplugged: what was recorded until then is kept.</source>
        <translation>Das Mikrofon hat aufgehört, vielleicht wurde es abgezogen: Was bis dahin aufgenommen war, bleibt.</translation>
    </message>
    <message>
        <source>The recording could not be written on ({0}): free some space; what was recorded until then is kept.</source>
        <translation>Die Aufnahme ließ sich nicht weiterschreiben ({0}): Schaffen Sie Platz; was bis dahin aufgenommen war, bleibt.</translation>
    </message>
    <message>
        <source>The recording reached two hours, the longest possible: what was recorded until then is kept.</source>
        <translation>Die Aufnahme hat zwei Stunden erreicht, mehr geht nicht: Was bis dahin aufgenommen war, bleibt.</translation>
    </message>
    <message>
        <source>The recording was ended by a fault of this application: what was recorded until then is kept.</source>
        <translation>Ein Fehler dieses Programms hat die Aufnahme beendet: Was bis dahin aufgenommen war, bleibt.</translation>
    </message>
    <message>
        <source>The report card “{0}” is missing or damaged: install Sonorant again.</source>
        <translation>Das Zeugnis „{0}“ fehlt oder ist beschädigt: Installieren Sie Sonorant neu.</translation>
    </message>
    <message>
        <source>The scoring model “{0}” is damaged: install Sonorant again.</source>
        <translation>Das Bewertungsmodell „{0}“ ist beschädigt: Installieren Sie Sonorant neu.</translation>
    </message>
    <message>
        <source>The scoring model “{0}” is missing or damaged: install Sonorant again.</source>
        <translation>Das Bewertungsmodell „{0}“ fehlt oder ist beschädigt: Installieren Sie Sonorant neu.</translation>
    </message>
    <message>
        <source>The sessions in “{0}” cannot be reached ({1}): check the disk.</source>
        <translation>Die Sitzungen in „{0}“ sind nicht erreichbar ({1}): Prüfen Sie den Datenträger.</translation>
    </message>
    <message>
        <source>The sessions were saved by a newer version of Sonorant: update this one to open them.</source>
        <translation>Die Sitzungen stammen von einer neueren Version von Sonorant: Aktualisieren Sie diese, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>The settings are not valid JSON ({0}); correct them and try again.</source>
        <translation>Die Einstellungen sind kein gültiges JSON ({0}); korrigieren Sie sie, und versuchen Sie es nochmals.</translation>
    </message>
    <message>
        <source>The settings could not be saved: {0}</source>
        <translation>Die Einstellungen ließen sich nicht speichern: {0}</translation>
    </message>
    <message>
        <source>The speech model is damaged: install the package “pocketsphinx” again.</source>
        <translation>Das Sprachmodell ist beschädigt: Installieren Sie das Paket „pocketsphinx“ neu.</translation>
    </message>
    <message>
        <source>The speech model is missing: install the package “pocketsphinx” again.</source>
        <translation>Das Sprachmodell fehlt: Installieren Sie das Paket „pocketsphinx“ neu.</translation>
    </message>
    <message>
        <source>The speech program “{0}” cannot be started ({1}): choose another voice in the settings.</source>
        <translation>Das Sprechprogramm „{0}“ lässt sich nicht starten ({1}): Wählen Sie in den Einstellungen eine andere Stimme.</translation>
    </message>
    <message>
        <source>The speech program “{0}” failed ({1}): choose another voice in the settings.</source>
        <translation>Das Sprechprogramm „{0}“ ist gescheitert ({1}): Wählen Sie in den Einstellungen eine andere Stimme.</translation>
    </message>
    <message>
        <source>The speech program “{0}” takes too long: try a shorter text or choose another voice.</source>
        <translation>Das Sprechprogramm „{0}“ braucht zu lange: Versuchen Sie einen kürzeren Text, oder wählen Sie eine andere Stimme.</translation>
    </message>
    <message>
        <source>The table “{0}” is missing or damaged: install Sonorant again.</source>
        <translation>Die Tabelle „{0}“ fehlt oder ist beschädigt: Installieren Sie Sonorant neu.</translation>
    </message>
    <message>
        <source>The take ends after “{0}”: {1} of {2} words of the text are missing.</source>
        <translation>Die Aufnahme endet nach „{0}“: Es fehlen {1} von {2} Wörtern des Textes.</translation>
    </message>
    <message>
        <source>The text has no English words: type or choose the English words that are said in the recording.</source>
        <translation>Der Text hat keine englischen Wörter: die englischen Wörter eingeben oder auswählen, die in der Aufnahme gesagt werden.</translation>
    </message>
    <message>
        <source>The verdict of this session is damaged: assess its recording “{0}” again, or delete it.</source>
        <translation>Das Urteil dieser Sitzung ist beschädigt: Lassen Sie die Aufnahme „{0}“ neu beurteilen, oder löschen Sie sie.</translation>
    </message>
    <message>
        <source>The version of Azure OpenAI is a date, such as {0}: correct it.</source>
        <translation>Die Version von Azure OpenAI ist ein Datum, etwa {0}: Korrigieren Sie sie.</translation>
    </message>
    <message>
        <source>The voice “{0}” made no sound: choose another voice in the settings.</source>
        <translation>Die Stimme „{0}“ gab keinen Ton: Wählen Sie in den Einstellungen eine andere Stimme.</translation>
    </message>
    <message>
        <source>The voice “{0}” said nothing: choose another voice in the settings.</source>
        <translation>Die Stimme „{0}“ hat nichts gesagt: Wählen Sie in den Einstellungen eine andere Stimme.</translation>
    </message>
    <message>
        <source>The words are a draft, often wrong, and nothing is scored by them: correct them, then assess the recording with them as its text.</source>
        <translation>Die Wörter sind ein Entwurf, oft falsch, und nichts wird nach ihnen benotet: Korrigieren Sie sie, und lassen Sie die Aufnahme dann mit ihnen als Text beurteilen.</translation>
    </message>
    <message>
        <source>The {0} must be {1} to {2} seconds, not {3}.</source>
        <translation>{0} muss {1} bis {2} Sekunden dauern, nicht {3}.</translation>
    </message>
    <message>
        <source>There is no file {0}: check the name and the folder.</source>
        <translation>Es gibt keine Datei {0}: Prüfen Sie den Namen und den Ordner.</translation>
    </message>
    <message>
        <source>There is no folder of conversations at {0}; check the installation.</source>
        <translation>Unter {0} gibt es keinen Ordner mit Gesprächen; prüfen Sie die Installation.</translation>
    </message>
    <message>
        <source>There is no folder of scenarios at {0}; check the installation.</source>
        <translation>Unter {0} gibt es keinen Ordner mit Szenarien; prüfen Sie die Installation.</translation>
    </message>
    <message>
        <source>There is no sentence to choose from: give at least one.</source>
        <translation>Es gibt keinen Satz zur Auswahl: Geben Sie mindestens einen an.</translation>
    </message>
    <message>
        <source>There is no speech service at this address of {0}: check the endpoint.</source>
        <translation>Unter dieser Adresse von {0} gibt es keinen Sprachdienst: Prüfen Sie den Endpunkt.</translation>
    </message>
    <message>
        <source>There is no text to judge by: type or choose the words that are said in the recording.</source>
        <translation>Es gibt keinen Text, nach dem zu urteilen wäre: Tippen oder wählen Sie die Wörter, die in der Aufnahme gesagt werden.</translation>
    </message>
    <message>
        <source>There is nothing in this text that can be said: write some words.</source>
        <translation>In diesem Text gibt es nichts zu sagen: Schreiben Sie ein paar Wörter.</translation>
    </message>
    <message>
        <source>There is too much noise to judge by: find a quieter place or move closer, then record again.</source>
        <translation>Es rauscht zu sehr, um danach zu urteilen: Suchen Sie einen ruhigeren Ort, oder gehen Sie näher heran, und nehmen Sie nochmals auf.</translation>
    </message>
    <message>
        <source>This session is no longer in the store: it was deleted.</source>
        <translation>Diese Sitzung ist nicht mehr da: Sie wurde gelöscht.</translation>
    </message>
    <message>
        <source>Training needs the program “{0}”: install it (Debian package {1}).</source>
        <translation>Zum Trainieren fehlt das Programm „{0}“: Installieren Sie es (Debian-Paket {1}).</translation>
    </message>
    <message>
        <source>What voices have said could not be removed from “{0}” ({1}): check the rights of the folder and try again.</source>
        <translation>Was Stimmen gesagt haben, ließ sich nicht aus „{0}“ entfernen ({1}): Prüfen Sie die Rechte des Ordners und versuchen Sie es nochmals.</translation>
    </message>
    <message>
        <source>Your Azure Speech quota is used up: wait until it is renewed or change the pricing tier.</source>
        <translation>Ihr Kontingent bei Azure Speech ist verbraucht: Warten Sie, bis es erneuert wird, oder wechseln Sie den Tarif.</translation>
    </message>
    <message>
        <source>Your drills in “{0}” cannot be used ({1}): free some space, check the rights of the folder, or move the file away.</source>
        <translation>Ihre Trainings in „{0}“ lassen sich nicht nutzen ({1}): Schaffen Sie Platz, prüfen Sie die Rechte des Ordners, oder verschieben Sie die Datei.</translation>
    </message>
    <message>
        <source>Your text cannot be kept ({0}): check {1} and its free space.</source>
        <translation>Ihr Text lässt sich nicht aufheben ({0}): Prüfen Sie {1} und den freien Platz dort.</translation>
    </message>
    <message>
        <source>Your text cannot be removed ({0}): check who may write in {1}.</source>
        <translation>Ihr Text lässt sich nicht entfernen ({0}): Prüfen Sie, wer in {1} schreiben darf.</translation>
    </message>
    <message>
        <source>a secret is not written anywhere</source>
        <translation>ein Geheimnis wird nirgends hingeschrieben</translation>
    </message>
    <message>
        <source>a turn has {0} replies at most, so take one of them out.</source>
        <translation>Ein Beitrag hat höchstens {0} Antworten: Nehmen Sie eine davon heraus.</translation>
    </message>
    <message>
        <source>begin the line with a key and a colon, such as “says:” (keys: {0}).</source>
        <translation>Beginnen Sie die Zeile mit einem Schlüsselwort und einem Doppelpunkt, etwa „says:“ (Schlüsselwörter: {0}).</translation>
    </message>
    <message>
        <source>flite does not say these texts as their pronunciations are written.</source>
        <translation>flite spricht diese Texte nicht so, wie ihre Aussprache geschrieben ist.</translation>
    </message>
    <message>
        <source>from “{0}” the talk never ends: let a reply lead to a turn without any.</source>
        <translation>Von „{0}“ an endet das Gespräch nie: Lassen Sie eine Antwort zu einem Beitrag ohne Antworten führen.</translation>
    </message>
    <message>
        <source>give a WAV, FLAC, OGG or MP3 recording</source>
        <translation>geben Sie eine Aufnahme in WAV, FLAC, OGG oder MP3 an</translation>
    </message>
    <message>
        <source>it was written by a newer version of Sonorant</source>
        <translation>sie stammt von einer neueren Version von Sonorant</translation>
    </message>
    <message>
        <source>no list of objects</source>
        <translation>keine Liste von Objekten</translation>
    </message>
    <message>
        <source>no list of texts</source>
        <translation>keine Liste von Texten</translation>
    </message>
    <message>
        <source>no score from 0 to 100</source>
        <translation>keine Note von 0 bis 100</translation>
    </message>
    <message>
        <source>nothing leads to the turn “{0}”: let a reply lead there or take it out.</source>
        <translation>Zum Beitrag „{0}“ führt nichts: Lassen Sie eine Antwort dorthin führen, oder nehmen Sie ihn heraus.</translation>
    </message>
    <message>
        <source>one of them</source>
        <translation>eines davon</translation>
    </message>
    <message>
        <source>only one of them</source>
        <translation>nur eines davon</translation>
    </message>
    <message>
        <source>the conversation has ended</source>
        <translation>das Gespräch ist zu Ende</translation>
    </message>
    <message>
        <source>the key “{0}” is not known, so write one of {1}.</source>
        <translation>Das Schlüsselwort „{0}“ ist unbekannt: Schreiben Sie eines von {1}.</translation>
    </message>
    <message>
        <source>the system&apos;s keyring does not answer</source>
        <translation>der Schlüsselbund des Systems antwortet nicht</translation>
    </message>
    <message>
        <source>the system&apos;s keyring refused it ({0})</source>
        <translation>der Schlüsselbund des Systems hat es abgelehnt ({0})</translation>
    </message>
    <message>
        <source>the text is too long, so make it shorter than {0} letters.</source>
        <translation>Der Text ist zu lang: Kürzen Sie ihn auf weniger als {0} Zeichen.</translation>
    </message>
    <message>
        <source>the turn {0} has no reply {1}</source>
        <translation>der Beitrag {0} hat keine Antwort {1}</translation>
    </message>
    <message>
        <source>the turn “{0}” asks again but has no reply: add one or drop “again”.</source>
        <translation>Der Beitrag „{0}“ fragt noch einmal, hat aber keine Antwort: Ergänzen Sie eine, oder lassen Sie „again“ weg.</translation>
    </message>
    <message>
        <source>the turn “{0}” cannot ask again, so add a line “again: …” below it.</source>
        <translation>Der Beitrag „{0}“ kann nicht noch einmal fragen: Ergänzen Sie darunter eine Zeile „again: …“.</translation>
    </message>
    <message>
        <source>the turn “{0}” has this reply already, so write another one.</source>
        <translation>Der Beitrag „{0}“ hat diese Antwort schon: Schreiben Sie eine andere.</translation>
    </message>
    <message>
        <source>the turn “{0}” has “{1}” twice, so join the two or begin another turn.</source>
        <translation>Der Beitrag „{0}“ hat „{1}“ zweimal: Fassen Sie beide zusammen, oder beginnen Sie einen anderen Beitrag.</translation>
    </message>
    <message>
        <source>the turn “{0}” says nothing, so add a line “says: …” below it.</source>
        <translation>Der Beitrag „{0}“ sagt nichts: Ergänzen Sie darunter eine Zeile „says: …“.</translation>
    </message>
    <message>
        <source>there is a turn “{0}” in line {1} already, so give this one another name.</source>
        <translation>Einen Beitrag „{0}“ gibt es schon in Zeile {1}: Geben Sie diesem einen anderen Namen.</translation>
    </message>
    <message>
        <source>there is no turn “{0}”, so write the name of one or add it.</source>
        <translation>Einen Beitrag „{0}“ gibt es nicht: Schreiben Sie den Namen eines anderen, oder ergänzen Sie ihn.</translation>
    </message>
    <message>
        <source>there is no turn, so add a line “turn: welcome” and one “says: …” below it.</source>
        <translation>Es gibt keinen Beitrag: Ergänzen Sie eine Zeile „turn: welcome“ und darunter eine „says: …“.</translation>
    </message>
    <message>
        <source>this is {0} letters long, so make it {1} at most.</source>
        <translation>Das sind {0} Zeichen: Kürzen Sie es auf höchstens {1}.</translation>
    </message>
    <message>
        <source>this system has no keyring</source>
        <translation>dieses System hat keinen Schlüsselbund</translation>
    </message>
    <message>
        <source>write a reply, an arrow and a turn, such as “reply: Yes, please. -&gt; order”.</source>
        <translation>Schreiben Sie eine Antwort, einen Pfeil und einen Beitrag, etwa „reply: Yes, please. -&gt; order“.</translation>
    </message>
    <message>
        <source>write a word, an equals sign and its meaning, such as “word: bill = what you pay”.</source>
        <translation>Schreiben Sie ein Wort, ein Gleichheitszeichen und was es bedeutet, etwa „word: bill = what you pay“.</translation>
    </message>
    <message>
        <source>write something after “{0}:”, or take the line out.</source>
        <translation>Schreiben Sie etwas hinter „{0}:“, oder nehmen Sie die Zeile heraus.</translation>
    </message>
    <message>
        <source>{0} cannot be found: check your network connection.</source>
        <translation>{0} ist nicht zu finden: Prüfen Sie Ihre Netzverbindung.</translation>
    </message>
    <message>
        <source>{0} cannot be found: check {1} and your network connection.</source>
        <translation>{0} ist nicht zu finden: Prüfen Sie {1} und Ihre Netzverbindung.</translation>
    </message>
    <message>
        <source>{0} cannot be opened ({1}): copy it to another place and try again.</source>
        <translation>{0} lässt sich nicht öffnen ({1}): Kopieren Sie die Datei an einen anderen Ort, und versuchen Sie es nochmals.</translation>
    </message>
    <message>
        <source>{0} cannot be reached: check your network connection and the proxy.</source>
        <translation>{0} ist nicht zu erreichen: Prüfen Sie Ihre Netzverbindung und den Proxy.</translation>
    </message>
    <message>
        <source>{0} cannot be read ({1}): {2}.</source>
        <translation>{0} lässt sich nicht lesen ({1}): {2}.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} lässt sich nicht lesen: {1}.</translation>
    </message>
    <message>
        <source>{0} does not answer: check your network connection and try again.</source>
        <translation>{0} antwortet nicht: Prüfen Sie Ihre Netzverbindung, und versuchen Sie es nochmals.</translation>
    </message>
    <message>
        <source>{0} does not end: {1} of at most two hours.</source>
        <translation>{0} hört nicht auf: {1}, höchstens zwei Stunden lang.</translation>
    </message>
    <message>
        <source>{0} has a sample rate of {1} Hz: give a recording with {2} to {3} Hz.</source>
        <translation>{0} hat eine Abtastrate von {1} Hz: Geben Sie eine Aufnahme mit {2} bis {3} Hz an.</translation>
    </message>
    <message>
        <source>{0} has no key &apos;{1}&apos;; add it.</source>
        <translation>{0} hat keinen Schlüssel &apos;{1}&apos;; fügen Sie ihn hinzu.</translation>
    </message>
    <message>
        <source>{0} has {1} channels: give a recording with at most {2}.</source>
        <translation>{0} hat {1} Kanäle: Geben Sie eine Aufnahme mit höchstens {2} an.</translation>
    </message>
    <message>
        <source>{0} holds no sound: record it again or choose another file.</source>
        <translation>{0} enthält keinen Ton: Nehmen Sie nochmals auf, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{0} holds values that are no sound (NaN or infinity): export it again.</source>
        <translation>{0} enthält Werte, die kein Ton sind (NaN oder unendlich): Exportieren Sie die Datei nochmals.</translation>
    </message>
    <message>
        <source>{0} is a folder: {1}.</source>
        <translation>{0} ist ein Ordner: {1}.</translation>
    </message>
    <message>
        <source>{0} is damaged and cannot be decoded: {1} that plays elsewhere.</source>
        <translation>{0} ist beschädigt und lässt sich nicht dekodieren: {1}, die anderswo abspielbar ist.</translation>
    </message>
    <message>
        <source>{0} is empty: record it again or choose another file.</source>
        <translation>{0} ist leer: Nehmen Sie nochmals auf, oder wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{0} is longer than two hours: cut it into shorter parts.</source>
        <translation>{0} ist länger als zwei Stunden: Teilen Sie die Aufnahme in kürzere Stücke.</translation>
    </message>
    <message>
        <source>{0} is no text</source>
        <translation>{0} ist kein Text</translation>
    </message>
    <message>
        <source>{0} is not a TOML file in UTF-8: {1}.</source>
        <translation>{0} ist keine TOML-Datei in UTF-8: {1}.</translation>
    </message>
    <message>
        <source>{0} is not a sound recording: {1}.</source>
        <translation>{0} ist keine Tonaufnahme: {1}.</translation>
    </message>
    <message>
        <source>{0} is {1}, which cannot be read here: convert it to WAV, FLAC, OGG or MP3.</source>
        <translation>{0} ist {1}, was hier nicht lesbar ist: Wandeln Sie die Datei in WAV, FLAC, OGG oder MP3 um.</translation>
    </message>
    <message>
        <source>{0} may not be read: ask its owner for permission to read it.</source>
        <translation>{0} darf nicht gelesen werden: Bitten Sie den Besitzer um das Leserecht.</translation>
    </message>
    <message>
        <source>{0} must be {1}, not {2}.</source>
        <translation>{0} muss {1} sein, nicht {2}.</translation>
    </message>
    <message>
        <source>{0} recordings are missing in “{1}”, the first is “{2}”.</source>
        <translation>In „{1}“ fehlen {0} Aufnahmen, die erste ist „{2}“.</translation>
    </message>
    <message>
        <source>{0}: &apos;{1}&apos; must be one of {2}, not &apos;{3}&apos;.</source>
        <translation>{0}: &apos;{1}&apos; muss eines von {2} sein, nicht &apos;{3}&apos;.</translation>
    </message>
    <message>
        <source>{0}: &apos;{1}&apos; must be text that is not empty.</source>
        <translation>{0}: &apos;{1}&apos; muss ein Text sein, der nicht leer ist.</translation>
    </message>
    <message>
        <source>{0}: connect one, or open a recording from a file.</source>
        <translation>{0}: Schließen Sie eines an, oder öffnen Sie eine Aufnahme aus einer Datei.</translation>
    </message>
    <message>
        <source>{0}: the key &apos;{1}&apos; is not known; the keys are {2}.</source>
        <translation>{0}: Der Schlüssel &apos;{1}&apos; ist unbekannt; es gibt {2}.</translation>
    </message>
    <message>
        <source>{host} did not take the request to “{model}”: check in the settings that it is a chat model.</source>
        <translation>{host} hat die Anfrage an „{model}“ nicht angenommen: Prüfen Sie in den Einstellungen, ob es ein Chatmodell ist.</translation>
    </message>
    <message>
        <source>{host} does not accept the key of the chat model: enter it again in the settings.</source>
        <translation>{host} nimmt den Schlüssel des Chatmodells nicht an: Geben Sie ihn in den Einstellungen nochmals ein.</translation>
    </message>
    <message>
        <source>{host} has no chat model “{model}”: check its name and the endpoint in the settings.</source>
        <translation>{host} hat kein Chatmodell „{model}“: Prüfen Sie den Namen und den Endpunkt in den Einstellungen.</translation>
    </message>
    <message>
        <source>{host} is asked too often at the moment: wait a minute before you use the chat model again.</source>
        <translation>{host} wird gerade zu oft gefragt: Warten Sie eine Minute, bevor Sie das Chatmodell wieder nutzen.</translation>
    </message>
    <message>
        <source>“{0}” belongs to a turn, so put a line such as “turn: welcome” before it.</source>
        <translation>„{0}“ gehört zu einem Beitrag: Setzen Sie eine Zeile wie „turn: welcome“ davor.</translation>
    </message>
    <message>
        <source>“{0}” belongs to the whole conversation, so put it before the first turn.</source>
        <translation>„{0}“ gehört zum ganzen Gespräch: Setzen Sie es vor den ersten Beitrag.</translation>
    </message>
    <message>
        <source>“{0}” cannot be read ({1}): choose another file.</source>
        <translation>„{0}“ lässt sich nicht lesen ({1}): Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>“{0}” could not be removed: close what has it open and try again.</source>
        <translation>„{0}“ ließ sich nicht entfernen: Schließen Sie, was es geöffnet hat, und versuchen Sie es nochmals.</translation>
    </message>
    <message>
        <source>“{0}” could not be written ({1}): free some space or choose another place.</source>
        <translation>„{0}“ ließ sich nicht schreiben ({1}): Schaffen Sie Platz, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>“{0}” has no words that can be said: write it in another way.</source>
        <translation>„{0}“ hat keine Wörter, die man sagen kann: Schreiben Sie es anders.</translation>
    </message>
    <message>
        <source>“{0}” is missing, so add a line “{1}: …” at the top.</source>
        <translation>„{0}“ fehlt: Ergänzen Sie oben eine Zeile „{1}: …“.</translation>
    </message>
    <message>
        <source>“{0}” is no name of a turn, so use small letters, digits and hyphens only.</source>
        <translation>„{0}“ ist kein Name für einen Beitrag: Verwenden Sie nur Kleinbuchstaben, Ziffern und Bindestriche.</translation>
    </message>
    <message>
        <source>“{0}” is no region: give its short name, such as westeurope, or the endpoint instead.</source>
        <translation>„{0}“ ist keine Region: Geben Sie ihren Kurznamen an, etwa westeurope, oder stattdessen den Endpunkt.</translation>
    </message>
    <message>
        <source>“{0}” is no {1}, so write one of {2}.</source>
        <translation>„{0}“ geht nicht als „{1}“: Schreiben Sie eines von {2}.</translation>
    </message>
    <message>
        <source>“{0}” is not a file: choose a text file.</source>
        <translation>„{0}“ ist keine Datei: Wählen Sie eine Textdatei.</translation>
    </message>
    <message>
        <source>“{0}” is not a plain text: save it as text, or copy and paste it.</source>
        <translation>„{0}“ ist kein reiner Text: Speichern Sie ihn als Text, oder kopieren Sie ihn und fügen Sie ihn ein.</translation>
    </message>
    <message>
        <source>“{0}” is not a text in UTF-8: save it as plain text in UTF-8.</source>
        <translation>„{0}“ ist kein Text in UTF-8: Speichern Sie ihn als reinen Text in UTF-8.</translation>
    </message>
    <message>
        <source>“{0}” is too long: choose a part of at most {1} letters.</source>
        <translation>„{0}“ ist zu lang: Wählen Sie einen Teil mit höchstens {1} Zeichen.</translation>
    </message>
    <message>
        <source>“{0}” stands there twice, so take one of the two out.</source>
        <translation>„{0}“ steht zweimal da: Nehmen Sie eines davon heraus.</translation>
    </message>
    <message>
        <source>“{0}”, line {1}: {2}</source>
        <translation>„{0}“, Zeile {1}: {2}</translation>
    </message>
    <message>
        <source>“{}” fills a pause and is not in the text.</source>
        <translation>„{}“ füllt eine Pause und steht nicht im Text.</translation>
    </message>
    <message>
        <source>“{}” is not in the text.</source>
        <translation>„{}“ steht nicht im Text.</translation>
    </message>
    <message>
        <source>“{}” was begun and broken off.</source>
        <translation>„{}“ wurde begonnen und abgebrochen.</translation>
    </message>
    <message>
        <source>“{}” was left out.</source>
        <translation>„{}“ wurde ausgelassen.</translation>
    </message>
    <message>
        <source>“{}” was not clear.</source>
        <translation>„{}“ war nicht deutlich.</translation>
    </message>
    <message>
        <source>“{}” was said again.</source>
        <translation>„{}“ wurde wiederholt.</translation>
    </message>
    <message>
        <source>“{}” was said wrong, and then put right.</source>
        <translation>„{}“ wurde falsch gesagt und dann verbessert.</translation>
    </message>
</context>
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
        <source>More than 10 min: have it assessed, and begin anew.</source>
        <translation>Mehr als 10 min: Lassen Sie es beurteilen, und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>Enough for a full report: {0:.0f} s, {1} sentences of your own.</source>
        <translation>Genug für einen vollen Bericht: {0:.0f} s, {1} eigene Sätze.</translation>
    </message>
    <message>
        <source>Enough to judge how you speak: {0:.0f} s. For grammar and vocabulary: {1} of 3 sentences of your own.</source>
        <translation>Genug, um die Aussprache zu beurteilen: {0:.0f} s. Für Grammatik und Wortschatz: {1} von 3 eigenen Sätzen.</translation>
    </message>
    <message>
        <source>Said so far: {0:.0f} of 20 s. Enough for grammar and vocabulary: {1} sentences of your own.</source>
        <translation>Bisher gesagt: {0:.0f} von 20 s. Genug für Grammatik und Wortschatz: {1} eigene Sätze.</translation>
    </message>
    <message>
        <source>Said so far: {0:.0f} of 20 s, and {1} of 3 sentences of your own for grammar and vocabulary.</source>
        <translation>Bisher gesagt: {0:.0f} von 20 s, und {1} von 3 eigenen Sätzen für Grammatik und Wortschatz.</translation>
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
        <source>Hear the text, or stop</source>
        <translation>Den Text anhören, oder stoppen</translation>
    </message>
    <message>
        <source>Listen, mine, listen; or stop</source>
        <translation>Vorbild, ich, Vorbild; oder stoppen</translation>
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
        <source>In a report, Tab and Shift+Tab go from error to error as well.</source>
        <translation>Im Bericht führen auch Tab und Umschalt+Tab von Fehler zu Fehler.</translation>
    </message>
    <message>
        <source>In the waveform, the arrow keys choose a sound, with Shift a stretch of time, and Escape chooses nothing; + and − zoom, and 0 shows everything. Delete removes the chosen session or drill.</source>
        <translation>In der Wellenform wählen die Pfeiltasten einen Laut, mit der Umschalttaste ein Stück der Zeit, und Esc wählt nichts; + und − vergrößern und verkleinern, 0 zeigt alles. Entf entfernt die gewählte Sitzung oder Übung.</translation>
    </message>
    <message>
        <source>{0}, second key</source>
        <translation>{0}, zweite Taste</translation>
    </message>
    <message>
        <source>{0} already does “{1}”: choose another key, or change that one first.</source>
        <translation>{0} tut schon „{1}“: Wählen Sie eine andere Taste, oder ändern Sie erst jene.</translation>
    </message>
    <message>
        <source>The conversation is not saved yet: {0}</source>
        <translation>Das Gespräch ist noch nicht gespeichert: {0}</translation>
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
        <translation>Einer Klasse vor&amp;führen</translation>
    </message>
    <message>
        <source>How to say every s&amp;ound…</source>
        <translation>Wie man jeden &amp;Laut spricht…</translation>
    </message>
    <message>
        <source>&amp;Write a conversation…</source>
        <translation>&amp;Gespräch schreiben…</translation>
    </message>
    <message>
        <source>S&amp;ettings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>&amp;Azure Speech…</source>
        <translation>&amp;Azure Speech…</translation>
    </message>
    <message>
        <source>&amp;Chat model…</source>
        <translation>&amp;Chatmodell…</translation>
    </message>
    <message>
        <source>Data &amp;ledger…</source>
        <translation>&amp;Datenprotokoll…</translation>
    </message>
    <message>
        <source>&amp;How reliable is this?</source>
        <translation>Wie &amp;verlässlich ist das?</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts…</source>
        <translation>Tasten&amp;kürzel…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Be&amp;enden</translation>
    </message>
    <message>
        <source>{0} – Sonorant</source>
        <translation>{0} – Sonorant</translation>
    </message>
    <message>
        <source>What was recognised so far</source>
        <translation>Was bisher erkannt wurde</translation>
    </message>
    <message>
        <source>Recordings ({0});;All files (*)</source>
        <translation>Aufnahmen ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Is this what you said? Correct it where it is not, then press Assess.</source>
        <translation>Haben Sie das gesagt? Korrigieren Sie, was nicht stimmt, und drücken Sie Beurteilen.</translation>
    </message>
    <message>
        <source>Type what you said, then press Assess: it is judged on this machine.</source>
        <translation>Tippen Sie, was Sie gesagt haben, und drücken Sie Beurteilen: Es wird auf diesem Rechner beurteilt.</translation>
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
        <source>{0} recordings from last time have no verdict yet: open the newest, then the others are offered.</source>
        <translation>{0} Aufnahmen vom letzten Mal sind noch nicht beurteilt: Öffnen Sie die neueste, dann werden die anderen angeboten.</translation>
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
        <source>Compare verdicts</source>
        <translation>Urteile vergleichen</translation>
    </message>
    <message>
        <source>Only &amp;where they disagree</source>
        <translation>&amp;Nur, wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>Differs</source>
        <translation>Anders</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erstes</translation>
    </message>
    <message>
        <source>First: errors</source>
        <translation>Erstes: Fehler</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweites</translation>
    </message>
    <message>
        <source>Second: errors</source>
        <translation>Zweites: Fehler</translation>
    </message>
    <message>
        <source>First verdict</source>
        <translation>Erstes Urteil</translation>
    </message>
    <message>
        <source>Second verdict</source>
        <translation>Zweites Urteil</translation>
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
        <source>They disagree on {0} of {1} words.</source>
        <translation>Sie unterscheiden sich bei {0} von {1} Wörtern.</translation>
    </message>
    <message>
        <source>They agree on all {0} words.</source>
        <translation>Sie stimmen bei allen {0} Wörtern überein.</translation>
    </message>
    <message>
        <source>not heard</source>
        <translation>nicht gehört</translation>
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
        <translation>Engine</translation>
    </message>
    <message>
        <source>Verdicts of two engines are never mixed</source>
        <translation>Urteile zweier Engines werden nie vermischt</translation>
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
        <source>of speech</source>
        <translation>Sprechzeit</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} min</translation>
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
        <source>Only one engine has judged this so far: {0}.</source>
        <translation>Bisher hat nur eine Engine geurteilt: {0}.</translation>
    </message>
    <message>
        <source>Have it judged by: {0}</source>
        <translation>Auch beurteilen lassen von: {0}</translation>
    </message>
    <message>
        <source>The session and everything that was made of it are deleted; this was checked.</source>
        <translation>Die Sitzung und alles, was aus ihr gemacht wurde, ist gelöscht; das wurde nachgeprüft.</translation>
    </message>
    <message>
        <source>What goes: the recording with everything made of it ({0}), {1}, your notes, and what your drills have from it. This cannot be undone.</source>
        <translation>Was verschwindet: die Aufnahme mit allem, was aus ihr gemacht wurde ({0}), {1}, Ihre Notizen und was Ihre Trainings aus ihr haben. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Write a conversation</source>
        <translation>Gespräch schreiben</translation>
    </message>
    <message>
        <source>What is wrong with the text</source>
        <translation>Was am Text nicht stimmt</translation>
    </message>
    <message>
        <source>Text of the conversation</source>
        <translation>Text des Gesprächs</translation>
    </message>
    <message>
        <source>&amp;Go there</source>
        <translation>&amp;Dorthin</translation>
    </message>
    <message>
        <source>Go to the line that is wrong</source>
        <translation>Zur Zeile gehen, die nicht stimmt</translation>
    </message>
    <message>
        <source>&amp;New from template</source>
        <translation>&amp;Neu aus Vorlage</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Save as my conversation</source>
        <translation>Als mein Gespräch &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Text of the conversation</source>
        <translation>&amp;Text des Gesprächs</translation>
    </message>
    <message>
        <source>Line {0}: {1}</source>
        <translation>Zeile {0}: {1}</translation>
    </message>
    <message>
        <source>This is a conversation of {0} turns; every one of them ends.</source>
        <translation>Das ist ein Gespräch aus {0} Beiträgen; jeder führt zu einem Ende.</translation>
    </message>
    <message>
        <source>Written to “{0}”.</source>
        <translation>Nach „{0}“ geschrieben.</translation>
    </message>
    <message>
        <source>Conversations ({0});;All files (*)</source>
        <translation>Gespräche ({0});;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Import a conversation</source>
        <translation>Gespräch importieren</translation>
    </message>
    <message>
        <source>Export the conversation</source>
        <translation>Gespräch exportieren</translation>
    </message>
    <message>
        <source>Saved as “{0}”: it stands among your conversations.</source>
        <translation>Als „{0}“ gespeichert: Es steht bei Ihren Gesprächen.</translation>
    </message>
    <message>
        <source>Throw your changes away?</source>
        <translation>Ihre Änderungen verwerfen?</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Verwerfen</translation>
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
        <source>Azure Speech stopped listening; the recording goes on and is sent at its end. {0}</source>
        <translation>Azure Speech hört nicht mehr zu; die Aufnahme läuft weiter und wird am Ende gesendet. {0}</translation>
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
        <source>Assess on this machine</source>
        <translation>Auf diesem Rechner beurteilen</translation>
    </message>
    <message>
        <source>{0} The recording is kept.</source>
        <translation>{0} Die Aufnahme bleibt.</translation>
    </message>
    <message>
        <source>Nothing was recorded and nothing sent, as you did not agree to it.</source>
        <translation>Nichts wurde aufgenommen und nichts gesendet, da Sie nicht eingewilligt haben.</translation>
    </message>
    <message>
        <source>Use the embedded engine</source>
        <translation>Eingebaute Engine nehmen</translation>
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
        <translation>Falsch gesagt</translation>
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
        <source>experts: probably {0:.0f} to {1:.0f}</source>
        <translation>Fachleute: wohl {0:.0f} bis {1:.0f}</translation>
    </message>
    <message>
        <source>this sound cannot be judged reliably</source>
        <translation>dieser Laut lässt sich nicht verlässlich beurteilen</translation>
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
        <source>Who judges; Azure Speech needs a key, and what you say is sent to it.</source>
        <translation>Wer urteilt; Azure Speech braucht einen Schlüssel, und was Sie sagen, wird dorthin gesendet.</translation>
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
        <source>Who reads aloud and speaks as your partner.</source>
        <translation>Wer vorliest und als Ihr Partner spricht.</translation>
    </message>
    <message>
        <source>Speed of the voice</source>
        <translation>Tempo der Stimme</translation>
    </message>
    <message>
        <source>In percent of its own; slower is easier to follow.</source>
        <translation>In Prozent ihres eigenen; langsamer ist leichter zu verstehen.</translation>
    </message>
    <message>
        <source>Face of the voice</source>
        <translation>Gesicht der Stimme</translation>
    </message>
    <message>
        <source>A drawn face whose mouth shows the sounds; with less motion it keeps still.</source>
        <translation>Ein gezeichnetes Gesicht, dessen Mund die Laute zeigt; bei weniger Bewegung hält es still.</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Sprache des Fensters</translation>
    </message>
    <message>
        <source>The window is opened anew in it; what is practised stays English.</source>
        <translation>Das Fenster öffnet sich neu in ihr; geübt wird weiterhin Englisch.</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Menus and hints appear at once, without fading or sliding, and drawn faces keep still.</source>
        <translation>Menüs und Hinweise erscheinen sofort, ohne Ein- und Ausblenden, und gezeichnete Gesichter halten still.</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Auf diesem Rechner</translation>
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
        <source>A session is being assessed: wait until that is done, or cancel it first.</source>
        <translation>Gerade wird eine Sitzung beurteilt: Warten Sie, bis das fertig ist, oder brechen Sie es erst ab.</translation>
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
        <source>Play the recording, or what is selected of it</source>
        <translation>Die Aufnahme abspielen, oder was von ihr ausgewählt ist</translation>
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
        <source>No voice was found: texts are only shown. Install the program flite or espeak-ng, or set up Azure Speech, to hear them.</source>
        <translation>Es wurde keine Stimme gefunden: Texte werden nur gezeigt. Um sie zu hören, installieren Sie das Programm flite oder espeak-ng, oder richten Sie Azure Speech ein.</translation>
    </message>
    <message>
        <source>Try the voice</source>
        <translation>Stimme probieren</translation>
    </message>
    <message>
        <source>Hear a sentence in the voice that is chosen</source>
        <translation>Einen Satz in der gewählten Stimme anhören</translation>
    </message>
    <message>
        <source>The best on this machine ({0})</source>
        <translation>Die beste auf diesem Rechner ({0})</translation>
    </message>
    <message>
        <source>None was found on this machine</source>
        <translation>Auf diesem Rechner wurde keine gefunden</translation>
    </message>
    <message>
        <source>None: texts are only shown</source>
        <translation>Keine: Texte werden nur gezeigt</translation>
    </message>
    <message>
        <source>{0} (not there)</source>
        <translation>{0} (nicht da)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>The selected &amp;word</source>
        <translation>Das gewählte &amp;Wort</translation>
    </message>
    <message>
        <source>Its &amp;sentence</source>
        <translation>Sein &amp;Satz</translation>
    </message>
    <message>
        <source>The whole &amp;text</source>
        <translation>Der ganze &amp;Text</translation>
    </message>
    <message>
        <source>Listen, mine, listen</source>
        <translation>Vorbild, ich, Vorbild</translation>
    </message>
    <message>
        <source>Hear how it should sound, how you said it, and again how it should sound</source>
        <translation>Anhören, wie es klingen soll, wie Sie es gesagt haben, und nochmals, wie es klingen soll</translation>
    </message>
    <message>
        <source>Compare ▾</source>
        <translation>Vergleichen ▾</translation>
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
        <source>?: a hint only</source>
        <translation>?: nur ein Hinweis</translation>
    </message>
    <message>
        <source>Marks with ? are hints only: their sounds cannot be judged reliably.</source>
        <translation>Markierungen mit ? sind nur Hinweise: Ihre Laute lassen sich nicht verlässlich beurteilen.</translation>
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
        <source>Shown as asterisks</source>
        <translation>Als Sternchen zeigen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Shown as they are</source>
        <translation>Zeigen, wie sie sind</translation>
    </message>
    <message>
        <source>A key for {0} is kept in the system&apos;s keyring.</source>
        <translation>Ein Schlüssel für {0} liegt im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>No key is kept for {0}.</source>
        <translation>Für {0} ist kein Schlüssel hinterlegt.</translation>
    </message>
    <message>
        <source>Azure Speech</source>
        <translation>Azure Speech</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>Schlüssel vergessen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Key of a Speech resource</source>
        <translation>Schlüssel einer Speech-Ressource</translation>
    </message>
    <message>
        <source>Authorization token</source>
        <translation>Autorisierungstoken</translation>
    </message>
    <message>
        <source>Paste it here and press Enter</source>
        <translation>Hier einfügen und Enter drücken</translation>
    </message>
    <message>
        <source>Show me what was recognised, then judge</source>
        <translation>Zeigen, was erkannt wurde, dann urteilen</translation>
    </message>
    <message>
        <source>Judge in one go</source>
        <translation>In einem Zug urteilen</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>As the service likes</source>
        <translation>Wie der Dienst will</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Of your Speech resource, such as westeurope.</source>
        <translation>Die Ihrer Speech-Ressource, etwa westeurope.</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>Its address, where you have one of your own; then the region does not matter.</source>
        <translation>Ihre Adresse, falls Sie eine eigene haben; dann ist die Region gleichgültig.</translation>
    </message>
    <message>
        <source>Access by</source>
        <translation>Zugang mit</translation>
    </message>
    <message>
        <source>A token holds for ten minutes only.</source>
        <translation>Ein Token gilt nur zehn Minuten.</translation>
    </message>
    <message>
        <source>Key or token</source>
        <translation>Schlüssel oder Token</translation>
    </message>
    <message>
        <source>Where the key is kept</source>
        <translation>Wo der Schlüssel liegt</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>As host:port or http://user:password@host:port; empty for that of the system.</source>
        <translation>Wie host:port oder http://user:password@host:port; leer für den des Systems.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Free speech</source>
        <translation>Freies Sprechen</translation>
    </message>
    <message>
        <source>What happens where no text is given: you speak, and what you said is recognised.</source>
        <translation>Was ohne Text geschieht: Sie sprechen, und das Gesagte wird erkannt.</translation>
    </message>
    <message>
        <source>Names and rare words</source>
        <translation>Namen und seltene Wörter</translation>
    </message>
    <message>
        <source>That you are likely to say, each in a line of its own.</source>
        <translation>Die Sie wohl sagen werden, jeweils in einer eigenen Zeile.</translation>
    </message>
    <message>
        <source>Swear words</source>
        <translation>Schimpfwörter</translation>
    </message>
    <message>
        <source>In what is recognised.</source>
        <translation>In dem, was erkannt wird.</translation>
    </message>
    <message>
        <source>Scenario id</source>
        <translation>Szenario-Kennung</translation>
    </message>
    <message>
        <source>Of a point system that the service made for you; empty for the usual one.</source>
        <translation>Eines Punktesystems, das der Dienst für Sie angelegt hat; leer für das übliche.</translation>
    </message>
    <message>
        <source>Wait for a first word</source>
        <translation>Auf das erste Wort warten</translation>
    </message>
    <message>
        <source>After so much silence the service stops waiting for it.</source>
        <translation>Nach so viel Stille wartet der Dienst nicht mehr darauf.</translation>
    </message>
    <message>
        <source>End after silence</source>
        <translation>Ende nach Stille</translation>
    </message>
    <message>
        <source>After so much silence the service takes what was said for complete.</source>
        <translation>Nach so viel Stille hält der Dienst das Gesagte für vollständig.</translation>
    </message>
    <message>
        <source>Silence between phrases</source>
        <translation>Stille zwischen Phrasen</translation>
    </message>
    <message>
        <source>So much silence ends a phrase.</source>
        <translation>So viel Stille beendet eine Phrase.</translation>
    </message>
    <message>
        <source>Result of the test</source>
        <translation>Ergebnis des Tests</translation>
    </message>
    <message>
        <source>Give the region or the endpoint first.</source>
        <translation>Geben Sie zuerst die Region oder den Endpunkt an.</translation>
    </message>
    <message>
        <source>Asking {0}…</source>
        <translation>{0} wird gefragt…</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>It works: Azure Speech lets you in.</source>
        <translation>Es geht: Azure Speech lässt Sie ein.</translation>
    </message>
    <message>
        <source>The test was cancelled.</source>
        <translation>Der Test wurde abgebrochen.</translation>
    </message>
    <message>
        <source>names of the sounds</source>
        <translation>Namen der Laute</translation>
    </message>
    <message>
        <source>syllables</source>
        <translation>Silben</translation>
    </message>
    <message>
        <source>the sounds heard instead</source>
        <translation>die stattdessen gehörten Laute</translation>
    </message>
    <message>
        <source>prosody</source>
        <translation>Prosodie</translation>
    </message>
    <message>
        <source>There are scores of words and sounds here, without the names of the sounds.</source>
        <translation>Hier gibt es Noten für Wörter und Laute, ohne die Namen der Laute.</translation>
    </message>
    <message>
        <source>There are scores of words and sounds here, and: {0}.</source>
        <translation>Hier gibt es Noten für Wörter und Laute, dazu: {0}.</translation>
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
        <source>Get &amp;feedback on how to improve</source>
        <translation>&amp;Rückmeldung zum Verbessern holen</translation>
    </message>
    <message>
        <source>What to do better, each piece of advice with its place and its drill</source>
        <translation>Was Sie besser machen können, jeder Rat mit Stelle und Training</translation>
    </message>
    <message>
        <source>Cancel the assessment; the recording is kept</source>
        <translation>Die Beurteilung abbrechen; die Aufnahme bleibt</translation>
    </message>
    <message>
        <source>Improve</source>
        <translation>Verbessern</translation>
    </message>
    <message>
        <source>What the engine said, as JSON</source>
        <translation>Was die Engine gesagt hat, als JSON</translation>
    </message>
    <message>
        <source>Not assessed yet</source>
        <translation>Noch nicht beurteilt</translation>
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
        <translation>Engine: {0} {1}</translation>
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
        <source>{0} (unsure)</source>
        <translation>{0} (unsicher)</translation>
    </message>
    <message>
        <source>word {0}</source>
        <translation>Wort {0}</translation>
    </message>
    <message>
        <source>syllable {0}</source>
        <translation>Silbe {0}</translation>
    </message>
    <message>
        <source>sound {0}</source>
        <translation>Laut {0}</translation>
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
        <source>casual talk</source>
        <translation>Plauderei</translation>
    </message>
    <message>
        <source>about a topic</source>
        <translation>über ein Thema</translation>
    </message>
    <message>
        <source>language exercise</source>
        <translation>Sprachübung</translation>
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
        <source>My conversations</source>
        <translation>Meine Gespräche</translation>
    </message>
    <message>
        <source>Drills that are due</source>
        <translation>Fällige Trainings</translation>
    </message>
    <message>
        <source>{0} things to say</source>
        <translation>{0} Dinge zu sagen</translation>
    </message>
    <message>
        <source>Delete removes it.</source>
        <translation>Entf entfernt es.</translation>
    </message>
    <message>
        <source>{0:.0f} min</source>
        <translation>{0:.0f} min</translation>
    </message>
    <message>
        <source>completeness</source>
        <translation>Vollständigkeit</translation>
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
        <source>{0}: {1}</source>
        <translation>{0}: {1}</translation>
    </message>
    <message>
        <source>In four of five cases the experts&apos; own scores lie in these ranges: {0}.</source>
        <translation>In vier von fünf Fällen liegen die Noten der Fachleute in diesen Bereichen: {0}.</translation>
    </message>
    <message>
        <source>In four of five cases the experts&apos; own score lies between {0:.0f} and {1:.0f}.</source>
        <translation>In vier von fünf Fällen liegt die Note der Fachleute zwischen {0:.0f} und {1:.0f}.</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Übersetzung</translation>
    </message>
    <message>
        <source>Show what it means</source>
        <translation>Zeigen, was es bedeutet</translation>
    </message>
    <message>
        <source>Hear this turn</source>
        <translation>Diesen Beitrag anhören</translation>
    </message>
    <message>
        <source>Assess this answer</source>
        <translation>Diese Antwort beurteilen</translation>
    </message>
    <message>
        <source>Overall pronunciation score</source>
        <translation>Gesamtnote der Aussprache</translation>
    </message>
    <message>
        <source>(none of the suggestions)</source>
        <translation>(keiner der Vorschläge)</translation>
    </message>
    <message>
        <source>{0} said</source>
        <translation>Gesagt von: {0}</translation>
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
        <translation>Rohe Antwort der Engine (JSON)</translation>
    </message>
    <message>
        <source>There is nothing to compare yet: have it assessed first</source>
        <translation>Noch gibt es nichts zu vergleichen: Lassen Sie es zuerst beurteilen</translation>
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
        <translation>Die heutige Engine urteilen lassen; das bisherige Urteil bleibt</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Download audio</source>
        <translation>Ton herunterladen</translation>
    </message>
    <message>
        <source>– · not assessed yet · {0}</source>
        <translation>– · noch nicht beurteilt · {0}</translation>
    </message>
    <message>
        <source>Compare the verdicts of two engines, word by word</source>
        <translation>Die Urteile zweier Engines Wort für Wort vergleichen</translation>
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
        <source>assessment</source>
        <translation>Beurteilung</translation>
    </message>
    <message>
        <source>transcription</source>
        <translation>Mitschrift</translation>
    </message>
    <message>
        <source>connection test</source>
        <translation>Verbindungstest</translation>
    </message>
    <message>
        <source>voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>grammar and vocabulary</source>
        <translation>Grammatik und Wortschatz</translation>
    </message>
    <message>
        <source>Nothing has been sent from this machine, as far as this ledger goes back.</source>
        <translation>Von diesem Rechner wurde nichts gesendet, so weit dieses Protokoll zurückreicht.</translation>
    </message>
    <message>
        <source>You have not allowed anything to be sent anywhere.</source>
        <translation>Sie haben nicht erlaubt, dass irgendetwas irgendwohin gesendet wird.</translation>
    </message>
    <message>
        <source>Data ledger</source>
        <translation>Datenprotokoll</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Wozu</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>Was gesendet wurde</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <source>Where things may be sent</source>
        <translation>Wohin gesendet werden darf</translation>
    </message>
    <message>
        <source>Withdraw consent</source>
        <translation>Einwilligung widerrufen</translation>
    </message>
    <message>
        <source>Nothing goes there until you agree anew</source>
        <translation>Nichts geht dorthin, bis Sie wieder einwilligen</translation>
    </message>
    <message>
        <source>Sent so far: {0} times, {1:.1f} seconds of your voice.</source>
        <translation>Bisher gesendet: {0} Mal, {1:.1f} Sekunden Ihrer Stimme.</translation>
    </message>
    <message>
        <source>allowed since {0}</source>
        <translation>erlaubt seit {0}</translation>
    </message>
    <message>
        <source>May be sent to:</source>
        <translation>Gesendet werden darf an:</translation>
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
        <source>60 to 79</source>
        <translation>60 bis 79</translation>
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
        <source>Drills</source>
        <translation>Trainings</translation>
    </message>
    <message>
        <source>Any engine</source>
        <translation>Jede Engine</translation>
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
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>{0} · not assessed yet</source>
        <translation>{0} · noch nicht beurteilt</translation>
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
        <source>Record yourself reading the text</source>
        <translation>Nehmen Sie auf, wie Sie den Text lesen</translation>
    </message>
    <message>
        <source>End the recording and have it assessed</source>
        <translation>Die Aufnahme beenden und beurteilen lassen</translation>
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
        <source>Assess a recording from a file</source>
        <translation>Eine Aufnahme aus einer Datei beurteilen</translation>
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
        <source>Click a word or a sound to hear it. {0} goes to the next error.</source>
        <translation>Klicken Sie auf ein Wort oder einen Laut, um ihn zu hören. {0} führt zum nächsten Fehler.</translation>
    </message>
    <message>
        <source>Click a word or a sound to hear it.</source>
        <translation>Klicken Sie auf ein Wort oder einen Laut, um ihn zu hören.</translation>
    </message>
    <message>
        <source>Grammar</source>
        <translation>Grammatik</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Wortschatz</translation>
    </message>
    <message>
        <source>Found by rules on this machine, which miss most mistakes: a lower bound, and no score.</source>
        <translation>Von Regeln auf diesem Rechner gefunden, denen die meisten Fehler entgehen: eine untere Grenze, keine Note.</translation>
    </message>
    <message>
        <source>Show me</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Select the place and play it</source>
        <translation>Die Stelle auswählen und abspielen</translation>
    </message>
    <message>
        <source>&amp;Practise</source>
        <translation>&amp;Üben</translation>
    </message>
    <message>
        <source>Words first, then sentences</source>
        <translation>Erst Wörter, dann Sätze</translation>
    </message>
    <message>
        <source>How to say /{0}/</source>
        <translation>Wie man /{0}/ spricht</translation>
    </message>
    <message>
        <source>Get feedback</source>
        <translation>Rückmeldung holen</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>All sounds…</source>
        <translation>Alle Laute…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Looking at what you said…</source>
        <translation>Was Sie gesagt haben, wird angesehen…</translation>
    </message>
    <message>
        <source>Show {0} more</source>
        <translation>{0} weitere zeigen</translation>
    </message>
    <message>
        <source>What helps most to be understood, first:</source>
        <translation>Was am meisten hilft, verstanden zu werden, zuerst:</translation>
    </message>
    <message>
        <source>Nothing stands out that you should change: well done.</source>
        <translation>Es fällt nichts auf, was Sie ändern sollten: gut gemacht.</translation>
    </message>
    <message>
        <source>Grammar: {0:.0f} of 100, by {1}.</source>
        <translation>Grammatik: {0:.0f} von 100, laut {1}.</translation>
    </message>
    <message>
        <source>Grammar: possible mistakes found: {0}.</source>
        <translation>Grammatik: mögliche Fehler gefunden: {0}.</translation>
    </message>
    <message>
        <source>Vocabulary: {0} words, {1} different ones.</source>
        <translation>Wortschatz: {0} Wörter, {1} verschiedene.</translation>
    </message>
    <message>
        <source>{0:.0f} of 100, by {1}.</source>
        <translation>{0:.0f} von 100, laut {1}.</translation>
    </message>
    <message>
        <source>How well you kept to the topic: {0:.0f} of 100.</source>
        <translation>Wie gut Sie beim Thema geblieben sind: {0:.0f} von 100.</translation>
    </message>
    <message>
        <source>not in the list</source>
        <translation>nicht in der Liste</translation>
    </message>
    <message>
        <source>• Level at which learners usually meet them:
{0}</source>
        <translation>• Stufe, auf der man ihnen beim Lernen meist begegnet:
{0}</translation>
    </message>
    <message>
        <source>• How common they are in English (1 is the most common):
{0}</source>
        <translation>• Wie häufig sie im Englischen sind (1 ist das häufigste):
{0}</translation>
    </message>
    <message>
        <source>• Variety: of {0} words in a row {1:.0f} are different; they come again after {2:.0f} (native speech: 70)</source>
        <translation>• Abwechslung: von {0} Wörtern in Folge sind {1:.0f} verschieden; nach {2:.0f} kehren sie wieder (Muttersprache: 70)</translation>
    </message>
    <message>
        <source>• Said often: {0}</source>
        <translation>• Oft gesagt: {0}</translation>
    </message>
    <message>
        <source>• Instead of “{0}”: {1}</source>
        <translation>• Statt „{0}“: {1}</translation>
    </message>
    <message>
        <source>rarer</source>
        <translation>seltener</translation>
    </message>
    <message>
        <source>• Variety: measured from {0} words on</source>
        <translation>• Abwechslung: wird ab {0} Wörtern gemessen</translation>
    </message>
    <message>
        <source>Level: {0}</source>
        <translation>Niveau: {0}</translation>
    </message>
    <message>
        <source>Level, a rough estimate: {0}. It rests on:</source>
        <translation>Niveau, grob geschätzt: {0}. Es beruht auf:</translation>
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
        <source>This recording has no verdict yet: press Assess.</source>
        <translation>Diese Aufnahme ist noch nicht beurteilt: Drücken Sie Beurteilen.</translation>
    </message>
    <message>
        <source>Press {0} and say it.</source>
        <translation>Drücken Sie {0} und sagen Sie es.</translation>
    </message>
    <message>
        <source>Press {0} and answer: what you say is found among the suggestions.</source>
        <translation>Drücken Sie {0} und antworten Sie: Was Sie sagen, wird unter den Vorschlägen gefunden.</translation>
    </message>
    <message>
        <source>Press {0} and say what you like: it is recognised, and then judged.</source>
        <translation>Drücken Sie {0} und sagen Sie, was Sie wollen: Es wird erkannt und dann beurteilt.</translation>
    </message>
    <message>
        <source>Press {0} and read the text aloud.</source>
        <translation>Drücken Sie {0} und lesen Sie den Text vor.</translation>
    </message>
    <message>
        <source>The recording over time with its words and sounds. Left and right choose a sound, with Shift a stretch of time, Escape chooses nothing, plus and minus zoom, 0 shows the whole recording. The table in the report says the same in words.</source>
        <translation>Die Aufnahme im Lauf der Zeit mit ihren Wörtern und Lauten. Links und rechts wählen einen Laut, mit der Umschalttaste ein Stück der Zeit, Esc wählt nichts, plus und minus vergrößern und verkleinern, 0 zeigt die ganze Aufnahme. Die Tabelle im Bericht sagt dasselbe in Worten.</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Wellenform</translation>
    </message>
    <message>
        <source>Selected: {0}, at {1:.2f} s. {2}</source>
        <translation>Ausgewählt: {0}, bei {1:.2f} s. {2}</translation>
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
        <translation>falsch gesagt</translation>
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
    <message>
        <source>accepted as a weak form</source>
        <translation>als schwache Form anerkannt</translation>
    </message>
    <message>
        <source>accepted as another way to say it</source>
        <translation>als andere Aussprache anerkannt</translation>
    </message>
    <message>
        <source>accepted as fluent speech</source>
        <translation>als fließende Rede anerkannt</translation>
    </message>
    <message>
        <source>a filler</source>
        <translation>ein Füllwort</translation>
    </message>
    <message>
        <source>a false start</source>
        <translation>ein Fehlstart</translation>
    </message>
    <message>
        <source>then corrected</source>
        <translation>dann verbessert</translation>
    </message>
    <message>
        <source>perhaps stressed on syllable {0}, not {1}</source>
        <translation>vielleicht auf Silbe {0} betont, nicht {1}</translation>
    </message>
    <message>
        <source>the voice rises here by {0} semitones</source>
        <translation>die Stimme steigt hier um {0} Halbtöne</translation>
    </message>
    <message>
        <source>the voice falls here by {0} semitones</source>
        <translation>die Stimme fällt hier um {0} Halbtöne</translation>
    </message>
    <message>
        <source>A chat model talks freely, and judges grammar and vocabulary where you ask for feedback; what you say in your own words is sent to its endpoint as text, never as sound. Leave the endpoint empty to talk with the written script on this machine.</source>
        <translation>Ein Chatmodell spricht frei und beurteilt Grammatik und Wortschatz, wo Sie um Rückmeldung bitten; was Sie in eigenen Worten sagen, wird als Text an seinen Endpunkt gesendet, nie als Ton. Lassen Sie den Endpunkt leer, um auf diesem Rechner nach dem geschriebenen Gespräch zu sprechen.</translation>
    </message>
    <message>
        <source>Chat model</source>
        <translation>Chatmodell</translation>
    </message>
    <message>
        <source>&amp;Save and test</source>
        <translation>&amp;Speichern und testen</translation>
    </message>
    <message>
        <source>Keep this, and ask the model for a word</source>
        <translation>Dies speichern und das Modell um ein Wort bitten</translation>
    </message>
    <message>
        <source>Paste it here; it is not shown again</source>
        <translation>Hier einfügen; er wird nicht mehr gezeigt</translation>
    </message>
    <message>
        <source>Such as https://api.openai.com/v1, http://localhost:11434/v1, or that of Azure OpenAI.</source>
        <translation>Etwa https://api.openai.com/v1, http://localhost:11434/v1 oder der von Azure OpenAI.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Its name or, with Azure OpenAI, its deployment.</source>
        <translation>Sein Name oder, bei Azure OpenAI, seine Bereitstellung.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>A server on this machine needs none.</source>
        <translation>Ein Server auf diesem Rechner braucht keinen.</translation>
    </message>
    <message>
        <source>You talk with the written script, on this machine.</source>
        <translation>Sie sprechen nach dem geschriebenen Gespräch, auf diesem Rechner.</translation>
    </message>
    <message>
        <source>It works: {0} answers “{1}”</source>
        <translation>Es geht: {0} antwortet „{1}“</translation>
    </message>
    <message>
        <source>May this be sent to {0}?</source>
        <translation>Darf das an {0} gesendet werden?</translation>
    </message>
    <message>
        <source>Your answer holds for this destination until you take it back (Menu, Data ledger). The ledger notes all that is sent. With the embedded engine nothing leaves this machine.</source>
        <translation>Ihre Antwort gilt für dieses Ziel, bis Sie sie widerrufen (Menü, Datenprotokoll). Das Protokoll hält fest, was gesendet wird. Mit der eingebauten Engine verlässt nichts diesen Rechner.</translation>
    </message>
    <message>
        <source>What: what you and your partner say in conversations, and what you say in your own words elsewhere, as text; no sound.</source>
        <translation>Was: was Sie und Ihr Partner in Gesprächen sagen, und was Sie sonst in eigenen Worten sagen, als Text; kein Ton.</translation>
    </message>
    <message>
        <source>What: each text that the voice says; no sound.</source>
        <translation>Was: jeder Text, den die Stimme spricht; kein Ton.</translation>
    </message>
    <message>
        <source>What: your key only, to see whether it is accepted; no sound and no text.</source>
        <translation>Was: nur Ihr Schlüssel, um zu sehen, ob er angenommen wird; weder Ton noch Text.</translation>
    </message>
    <message>
        <source>What: the recording of your voice.</source>
        <translation>Was: die Aufnahme Ihrer Stimme.</translation>
    </message>
    <message>
        <source>What: the recording of your voice and the text ({0} characters).</source>
        <translation>Was: die Aufnahme Ihrer Stimme und der Text ({0} Zeichen).</translation>
    </message>
    <message>
        <source>{0} kB for each second</source>
        <translation>{0} kB je Sekunde</translation>
    </message>
    <message>
        <source>How much: all that you record, while you record it; {0}.</source>
        <translation>Wie viel: alles, was Sie aufnehmen, während Sie es aufnehmen; {0}.</translation>
    </message>
    <message>
        <source>How much: some kilobytes.</source>
        <translation>Wie viel: einige Kilobyte.</translation>
    </message>
    <message>
        <source>How much: {0:.1f} seconds, some {1} kB; so much for each recording, {2}.</source>
        <translation>Wie viel: {0:.1f} Sekunden, etwa {1} kB; so viel je Aufnahme, {2}.</translation>
    </message>
    <message>
        <source>Consent</source>
        <translation>Einwilligung</translation>
    </message>
    <message>
        <source>Allow and send</source>
        <translation>Erlauben und senden</translation>
    </message>
    <message>
        <source>Send nothing</source>
        <translation>Nichts senden</translation>
    </message>
    <message>
        <source>You were as fast as the model ({0:.1f} s).</source>
        <translation>Sie waren so schnell wie das Vorbild ({0:.1f} s).</translation>
    </message>
    <message>
        <source>You took {0:.1f} s, the model {1:.1f} s: a little faster next time.</source>
        <translation>Sie brauchten {0:.1f} s, das Vorbild {1:.1f} s: nächstes Mal etwas schneller.</translation>
    </message>
    <message>
        <source>You took {0:.1f} s, the model {1:.1f} s: take a little more time.</source>
        <translation>Sie brauchten {0:.1f} s, das Vorbild {1:.1f} s: Lassen Sie sich etwas mehr Zeit.</translation>
    </message>
    <message>
        <source>Your voice moved over {0:.0f} semitones, the model&apos;s over {1:.0f}: move it more.</source>
        <translation>Ihre Stimme bewegte sich über {0:.0f} Halbtöne, die des Vorbilds über {1:.0f}: Bewegen Sie sie mehr.</translation>
    </message>
    <message>
        <source>Your voice moved over {0:.0f} semitones, the model&apos;s over {1:.0f}.</source>
        <translation>Ihre Stimme bewegte sich über {0:.0f} Halbtöne, die des Vorbilds über {1:.0f}.</translation>
    </message>
    <message>
        <source>Your voice moved as much as the model&apos;s (over {0:.0f} semitones).</source>
        <translation>Ihre Stimme bewegte sich so sehr wie die des Vorbilds (über {0:.0f} Halbtöne).</translation>
    </message>
    <message>
        <source>Beside the rest, you drew out “{0}” most ({1:.1f} times).</source>
        <translation>Gegenüber dem Rest haben Sie „{0}“ am meisten gedehnt ({1:.1f}-fach).</translation>
    </message>
    <message>
        <source>Clear chat</source>
        <translation>Gespräch leeren</translation>
    </message>
    <message>
        <source>Clear this conversation from the window?</source>
        <translation>Dieses Gespräch aus dem Fenster nehmen?</translation>
    </message>
    <message>
        <source>What you said is kept as a session: find it under Review.</source>
        <translation>Was Sie gesagt haben, bleibt als Sitzung: Sie steht unter Rückblick.</translation>
    </message>
    <message>
        <source>C&amp;lear chat</source>
        <translation>Gespräch &amp;leeren</translation>
    </message>
    <message>
        <source>Nothing in this conversation can be heard: save its transcript instead.</source>
        <translation>In diesem Gespräch ist nichts zu hören: Speichern Sie stattdessen die Mitschrift.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>“{0}” is not assessed: {1}</source>
        <translation>„{0}“ ist nicht beurteilt: {1}</translation>
    </message>
    <message>
        <source>WAV sound</source>
        <translation>WAV-Ton</translation>
    </message>
    <message>
        <source>FLAC sound</source>
        <translation>FLAC-Ton</translation>
    </message>
    <message>
        <source>MP3 sound</source>
        <translation>MP3-Ton</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV-Tabelle</translation>
    </message>
    <message>
        <source>Download chat audio</source>
        <translation>Ton herunterladen</translation>
    </message>
    <message>
        <source>Save the transcript</source>
        <translation>Mitschrift speichern</translation>
    </message>
    <message>
        <source>The drill is removed: {0}</source>
        <translation>Das Training ist entfernt: {0}</translation>
    </message>
    <message>
        <source>Drill: {0}</source>
        <translation>Training: {0}</translation>
    </message>
    <message>
        <source>Well done: {0:.0f} of 100.</source>
        <translation>Gut gemacht: {0:.0f} von 100.</translation>
    </message>
    <message>
        <source>This time: {0:.0f} of 100.</source>
        <translation>Diesmal: {0:.0f} von 100.</translation>
    </message>
    <message>
        <source>This drill is due again today.</source>
        <translation>Diese Übung ist heute wieder dran.</translation>
    </message>
    <message>
        <source>This drill is due again tomorrow.</source>
        <translation>Diese Übung ist morgen wieder dran.</translation>
    </message>
    <message>
        <source>This drill is due again in {0} days.</source>
        <translation>Diese Übung ist in {0} Tagen wieder dran.</translation>
    </message>
    <message>
        <source>Embedded engine, on this machine</source>
        <translation>Eingebaute Engine, auf diesem Rechner</translation>
    </message>
    <message>
        <source>A conversation of yours cannot be shown: {0}</source>
        <translation>Eines Ihrer Gespräche lässt sich nicht zeigen: {0}</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
    <message>
        <source>How to say every sound</source>
        <translation>Wie man jeden Laut spricht</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Laute</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Choose a word or a sentence to hear it.</source>
        <translation>Wählen Sie ein Wort oder einen Satz, um es zu hören.</translation>
    </message>
    <message>
        <source>&amp;Practise this sound</source>
        <translation>Diesen Laut &amp;üben</translation>
    </message>
    <message>
        <source>as in “{0}”</source>
        <translation>wie in „{0}“</translation>
    </message>
    <message>
        <source>&amp;Sounds</source>
        <translation>&amp;Laute</translation>
    </message>
    <message>
        <source>Lips</source>
        <translation>Lippen</translation>
    </message>
    <message>
        <source>Tongue</source>
        <translation>Zunge</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Check yourself</source>
        <translation>Selbst prüfen</translation>
    </message>
    <message>
        <source>At the beginning</source>
        <translation>Am Anfang</translation>
    </message>
    <message>
        <source>In the middle</source>
        <translation>In der Mitte</translation>
    </message>
    <message>
        <source>At the end</source>
        <translation>Am Ende</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>If it sounds like /{0}/</source>
        <translation>Wenn es wie /{0}/ klingt</translation>
    </message>
    <message>
        <source>If it is left out</source>
        <translation>Wenn er ausgelassen wird</translation>
    </message>
    <message>
        <source>Listen…</source>
        <translation>Hören Sie zu…</translation>
    </message>
    <message>
        <source>Now you: say it just like that.</source>
        <translation>Jetzt Sie: Sagen Sie es genau so.</translation>
    </message>
    <message>
        <source>There is no voice: choose one in the settings, or install flite or espeak-ng.</source>
        <translation>Es gibt keine Stimme: Wählen Sie eine in den Einstellungen, oder installieren Sie flite oder espeak-ng.</translation>
    </message>
    <message>
        <source>No loudspeaker was found: connect one to listen.</source>
        <translation>Es wurde kein Lautsprecher gefunden: Schließen Sie einen an, um zuzuhören.</translation>
    </message>
    <message>
        <source>all together</source>
        <translation>alles zusammen</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>fluency</source>
        <translation>Flüssigkeit</translation>
    </message>
    <message>
        <source>single words</source>
        <translation>einzelne Wörter</translation>
    </message>
    <message>
        <source>single words with their stress</source>
        <translation>einzelne Wörter mit ihrer Betonung</translation>
    </message>
    <message>
        <source>single sounds</source>
        <translation>einzelne Laute</translation>
    </message>
    <message>
        <source>How reliable is this?</source>
        <translation>Wie verlässlich ist das?</translation>
    </message>
    <message>
        <source>For each sound: how many of the marks are right, how many of the errors are found, and by how many errors that was measured. Where these are poor, a mark says that it is unsure.</source>
        <translation>Zu jedem Laut: wie viele der Markierungen stimmen, wie viele der Fehler gefunden werden, und an wie vielen Fehlern das gemessen wurde. Wo das schwach ist, sagt die Markierung, dass sie unsicher ist.</translation>
    </message>
    <message>
        <source>Marks that are right</source>
        <translation>Richtige Markierungen</translation>
    </message>
    <message>
        <source>Errors found</source>
        <translation>Gefundene Fehler</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Judged reliably</source>
        <translation>Verlässlich</translation>
    </message>
    <message>
        <source>Errors found, by sound</source>
        <translation>Gefundene Fehler, nach Lauten</translation>
    </message>
    <message>
        <source>Agreement with experts on speakers never heard before (1 is complete, 0 is none): {0}.</source>
        <translation>Übereinstimmung mit Fachleuten bei nie zuvor gehörten Sprechern (1 ist völlig, 0 ist keine): {0}.</translation>
    </message>
    <message>
        <source>By chance alone, with the same voice recorded a little otherwise, scores move by: {0}.</source>
        <translation>Allein durch Zufall, wenn dieselbe Stimme ein wenig anders aufgenommen wird, ändern sich die Werte um: {0}.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Not measured: {0}</source>
        <translation>Nicht gemessen: {0}</translation>
    </message>
    <message>
        <source>Version {0} with model {1}, measured on {2} with {3} recordings. {4}</source>
        <translation>Version {0} mit dem Modell {1}, gemessen am {2} an {3} Aufnahmen. {4}</translation>
    </message>
    <message>
        <source>Starts of sounds in synthetic speech: {0} % within 20 ms, half of them within {1} ms.</source>
        <translation>Anfänge von Lauten in synthetischer Sprache: {0} % auf 20 ms genau, die Hälfte auf {1} ms.</translation>
    </message>
    <message>
        <source>Begin the conversation first.</source>
        <translation>Beginnen Sie zuerst das Gespräch.</translation>
    </message>
    <message>
        <source>Your partner is thinking…</source>
        <translation>Ihr Partner denkt nach…</translation>
    </message>
    <message>
        <source>Finding out what you said…</source>
        <translation>Was Sie gesagt haben, wird gesucht…</translation>
    </message>
    <message>
        <source>Assessing what you said…</source>
        <translation>Was Sie gesagt haben, wird beurteilt…</translation>
    </message>
    <message>
        <source>The conversation is over: have it assessed, or begin again.</source>
        <translation>Das Gespräch ist zu Ende: Lassen Sie es beurteilen, oder beginnen Sie von vorn.</translation>
    </message>
    <message>
        <source>Type what you want to say first; then say it.</source>
        <translation>Tippen Sie zuerst, was Sie sagen wollen; dann sagen Sie es.</translation>
    </message>
    <message>
        <source>Suggested answers</source>
        <translation>Vorgeschlagene Antworten</translation>
    </message>
    <message>
        <source>Choose what you are going to say with Enter, or say any of them without choosing.</source>
        <translation>Wählen Sie mit Enter, was Sie sagen werden, oder sagen Sie eine davon, ohne zu wählen.</translation>
    </message>
    <message>
        <source>Your an&amp;swer</source>
        <translation>Ihre &amp;Antwort</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>Show what you could say</source>
        <translation>Zeigen, was Sie sagen könnten</translation>
    </message>
    <message>
        <source>Useful words</source>
        <translation>Nützliche Wörter</translation>
    </message>
    <message>
        <source>Show words that help here</source>
        <translation>Wörter zeigen, die hier helfen</translation>
    </message>
    <message>
        <source>Or type what you want to say, and say it</source>
        <translation>Oder tippen, was Sie sagen wollen, und es sagen</translation>
    </message>
    <message>
        <source>A line of your own</source>
        <translation>Ein eigener Satz</translation>
    </message>
    <message>
        <source>Clear the line</source>
        <translation>Zeile leeren</translation>
    </message>
    <message>
        <source>Go on without speaking</source>
        <translation>Weiter ohne zu sprechen</translation>
    </message>
    <message>
        <source>Go on with this answer without saying it; it cannot be assessed then</source>
        <translation>Mit dieser Antwort weitermachen, ohne sie zu sagen; sie lässt sich dann nicht beurteilen</translation>
    </message>
    <message>
        <source>I said &amp;that</source>
        <translation>&amp;Das habe ich gesagt</translation>
    </message>
    <message>
        <source>Go on with what you said as it stands here; it can be assessed then</source>
        <translation>Mit dem, was Sie gesagt haben, weitermachen, wie es hier steht; es lässt sich dann beurteilen</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Answer in another way, without this recording</source>
        <translation>Anders antworten, ohne diese Aufnahme</translation>
    </message>
    <message>
        <source>Is this what you said? Correct it where it is not, then confirm it.</source>
        <translation>Haben Sie das gesagt? Verbessern Sie es, wo es nicht stimmt, und bestätigen Sie es dann.</translation>
    </message>
    <message>
        <source>What did you say? Type it here, or say it again.</source>
        <translation>Was haben Sie gesagt? Schreiben Sie es hier hin, oder sagen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>What has been said</source>
        <translation>Was gesagt wurde</translation>
    </message>
    <message>
        <source>The model and you</source>
        <translation>Das Vorbild und Sie</translation>
    </message>
    <message>
        <source>Hear what your partner says</source>
        <translation>Hören, was Ihr Partner sagt</translation>
    </message>
    <message>
        <source>Avatar</source>
        <translation>Avatar</translation>
    </message>
    <message>
        <source>See your partner&apos;s face</source>
        <translation>Das Gesicht Ihres Partners sehen</translation>
    </message>
    <message>
        <source>Assess each answer</source>
        <translation>Jede Antwort beurteilen</translation>
    </message>
    <message>
        <source>Show a report after every answer, not at the end</source>
        <translation>Nach jeder Antwort einen Bericht zeigen, nicht am Ende</translation>
    </message>
    <message>
        <source>Edit this conversation</source>
        <translation>Dieses Gespräch bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>&amp;Beginnen</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Have this conversation once more</source>
        <translation>Dieses Gespräch noch einmal führen</translation>
    </message>
    <message>
        <source>How much you have said</source>
        <translation>Wie viel Sie gesagt haben</translation>
    </message>
    <message>
        <source>&amp;Assess all</source>
        <translation>Alles &amp;beurteilen</translation>
    </message>
    <message>
        <source>One report on all your answers</source>
        <translation>Ein Bericht über alle Ihre Antworten</translation>
    </message>
    <message>
        <source>Where you are</source>
        <translation>Wo Sie sind</translation>
    </message>
    <message>
        <source>What you want</source>
        <translation>Was Sie wollen</translation>
    </message>
    <message>
        <source>You are</source>
        <translation>Sie sind</translation>
    </message>
    <message>
        <source>You talk with</source>
        <translation>Sie sprechen mit</translation>
    </message>
    <message>
        <source>Say the word.</source>
        <translation>Sagen Sie das Wort.</translation>
    </message>
    <message>
        <source>Say both words, and let the difference be heard.</source>
        <translation>Sagen Sie beide Wörter, und lassen Sie den Unterschied hören.</translation>
    </message>
    <message>
        <source>Say the sentence.</source>
        <translation>Sagen Sie den Satz.</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>Anhören</translation>
    </message>
    <message>
        <source>Hear how it should sound</source>
        <translation>Anhören, wie es klingen soll</translation>
    </message>
    <message>
        <source>Me before</source>
        <translation>Ich vorher</translation>
    </message>
    <message>
        <source>Hear how you said it first</source>
        <translation>Anhören, wie Sie es zuerst gesagt haben</translation>
    </message>
    <message>
        <source>Me now</source>
        <translation>Ich jetzt</translation>
    </message>
    <message>
        <source>Hear how you have just said it</source>
        <translation>Anhören, wie Sie es eben gesagt haben</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>&amp;Nächstes</translation>
    </message>
    <message>
        <source>En&amp;d the drill</source>
        <translation>&amp;Training beenden</translation>
    </message>
    <message>
        <source>Drill {0}: {1} of {2}</source>
        <translation>Training {0}: {1} von {2}</translation>
    </message>
    <message>
        <source>{0:.0f} of 100. Say it again, or go on.</source>
        <translation>{0:.0f} von 100. Sagen Sie es nochmals, oder machen Sie weiter.</translation>
    </message>
    <message>
        <source>&amp;Finish</source>
        <translation>&amp;Fertig</translation>
    </message>
    <message>
        <source>&amp;Engine</source>
        <translation>&amp;Engine</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>nicht eingerichtet</translation>
    </message>
    <message>
        <source>Azure ({0})</source>
        <translation>Azure ({0})</translation>
    </message>
    <message>
        <source>Judges on this machine: nothing leaves it.</source>
        <translation>Urteilt auf diesem Rechner: Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>What you record and its text are sent to {0}.</source>
        <translation>Was Sie aufnehmen, und der Text dazu, wird an {0} gesendet.</translation>
    </message>
    <message>
        <source>The partner&apos;s face</source>
        <translation>Das Gesicht des Partners</translation>
    </message>
    <message>
        <source>speaks</source>
        <translation>spricht</translation>
    </message>
    <message>
        <source>is silent</source>
        <translation>schweigt</translation>
    </message>
    <message>
        <source>A voice reads the text aloud</source>
        <translation>Eine Stimme liest den Text vor</translation>
    </message>
    <message>
        <source>Shadow it</source>
        <translation>Nachsprechen</translation>
    </message>
    <message>
        <source>Listen, then repeat: recording starts and ends by itself, and both are compared</source>
        <translation>Zuhören, dann nachsprechen: Die Aufnahme beginnt und endet von selbst, und beide werden verglichen</translation>
    </message>
    <message>
        <source>Stop shadowing</source>
        <translation>Nachsprechen beenden</translation>
    </message>
    <message>
        <source>Mouth at rest</source>
        <translation>Mund in Ruhe</translation>
    </message>
    <message>
        <source>Lips closed</source>
        <translation>Lippen geschlossen</translation>
    </message>
    <message>
        <source>Upper teeth on the lower lip</source>
        <translation>Obere Zähne auf der Unterlippe</translation>
    </message>
    <message>
        <source>Tongue tip between the teeth</source>
        <translation>Zungenspitze zwischen den Zähnen</translation>
    </message>
    <message>
        <source>Mouth wide open</source>
        <translation>Mund weit offen</translation>
    </message>
    <message>
        <source>Mouth half open</source>
        <translation>Mund halb offen</translation>
    </message>
    <message>
        <source>Lips spread</source>
        <translation>Lippen gespreizt</translation>
    </message>
    <message>
        <source>Lips rounded</source>
        <translation>Lippen gerundet</translation>
    </message>
    <message>
        <source>Lips tightly rounded</source>
        <translation>Lippen eng gerundet</translation>
    </message>
    <message>
        <source>Teeth together, lips apart</source>
        <translation>Zähne zusammen, Lippen offen</translation>
    </message>
    <message>
        <source>Teeth together, lips pushed forward</source>
        <translation>Zähne zusammen, Lippen vorgestülpt</translation>
    </message>
    <message>
        <source>Tongue tip behind the upper teeth</source>
        <translation>Zungenspitze hinter den oberen Zähnen</translation>
    </message>
    <message>
        <source>Back of the tongue raised</source>
        <translation>Zungenrücken angehoben</translation>
    </message>
    <message>
        <source>Tongue pulled back, lips a little round</source>
        <translation>Zunge zurückgezogen, Lippen etwas rund</translation>
    </message>
    <message>
        <source>{0}, seen from the side</source>
        <translation>{0}, von der Seite gesehen</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM yyyy HH:mm</source>
        <translation>d. MMM yyyy, HH:mm</translation>
    </message>
    <message>
        <source>Only Azure Speech recognises free answers.</source>
        <translation>Freie Antworten erkennt nur Azure Speech.</translation>
    </message>
    <message>
        <source>Type what was said</source>
        <translation>Gesagtes eintippen</translation>
    </message>
    <message>
        <source>This answer was not saved with its conversation: say it again to hear yourself.</source>
        <translation>Diese Antwort wurde nicht mit ihrem Gespräch gespeichert: Sprechen Sie sie noch einmal, um sich zu hören.</translation>
    </message>
    <message>
        <source>Click a word to hear it and to see its sounds; or choose one with the arrow keys, and press Enter.</source>
        <translation>Klicken Sie ein Wort an, um es zu hören und seine Laute zu sehen; oder wählen Sie eines mit den Pfeiltasten und drücken Sie die Eingabetaste.</translation>
    </message>
    <message>
        <source>{0} (a guess)</source>
        <translation>{0} (geraten)</translation>
    </message>
    <message>
        <source>Turns left without a voice: {0}. {1}</source>
        <translation>Beiträge, die ohne Stimme bleiben: {0}. {1}</translation>
    </message>
    <message>
        <source>Remove this drill</source>
        <translation>Dieses Training entfernen</translation>
    </message>
    <message>
        <source>Remove the drill {0}?</source>
        <translation>Das Training {0} entfernen?</translation>
    </message>
    <message>
        <source>It is not due again, and its scores go. What you recorded stays under Review.</source>
        <translation>Es ist nicht mehr fällig, und seine Bewertungen verschwinden. Was Sie aufgenommen haben, bleibt unter Rückblick.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>What was said?</source>
        <translation>Was wurde gesagt?</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Gesagtes</translation>
    </message>
    <message>
        <source>&amp;Assess by this text</source>
        <translation>Nach diesem Text &amp;bewerten</translation>
    </message>
    <message>
        <source>Assess as &amp;free speech</source>
        <translation>Als &amp;freie Rede bewerten</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>This was free speech. Correct what was recognised where it is not what was said.</source>
        <translation>Das war freie Rede. Berichtigen Sie das Erkannte, wo etwas anderes gesagt wurde.</translation>
    </message>
    <message>
        <source>In “{0}”: {1}</source>
        <translation>In „{0}“: {1}</translation>
    </message>
    <message>
        <source>{0} What your drills had from this session is gone already.</source>
        <translation>{0} Was Ihre Trainings aus dieser Sitzung hatten, ist schon weg.</translation>
    </message>
    <message>
        <source>Divider</source>
        <translation>Trennlinie</translation>
    </message>
    <message>
        <source>Drag it, or press the left and right arrow keys, to change the widths beside it.</source>
        <translation>Ziehen Sie daran, oder drücken Sie die Pfeiltasten nach links und rechts, um die Breiten daneben zu ändern.</translation>
    </message>
</context>
</TS>
