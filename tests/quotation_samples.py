"""Sentences of French news of our own, of many subjects, each with who says what in it.

A letter says how the words are given: ``d`` between marks, ``i`` as a reported clause; then the words and the
expression that names the speaker. Where two answers are right a bar stands between them.
"""

SAMPLES = [
    (
        "« Le rideau tombe ce soir, a déclaré Jeanne Morvan, et nous partons fiers. »",
        [("d", "Le rideau tombe ce soir, a déclaré Jeanne Morvan, et nous partons fiers.", "Jeanne Morvan")],
    ),
    ("« La récolte, a-t-il ajouté, est perdue. »", [("d", "La récolte, a-t-il ajouté, est perdue.", "il")]),
    ("Le préfet n'a pas dit « la route est sûre ».", [("d", "la route est sûre", "préfet")]),
    (
        "« Nous rejouerons », ont déclaré Marc Petit et Anne Grand.",
        [("d", "Nous rejouerons", "Marc Petit et Anne Grand")],
    ),
    ("« On rentre », grogna Jo.", [("d", "On rentre", "Jo")]),
    ("« Quelle finale », a tweeté la joueuse Lina Costa.", [("d", "Quelle finale", "Lina Costa")]),
    ("— Nous irons, dit le berger.", [("d", "Nous irons", "berger")]),
    ('"Les avions tournent, a dit le pilote.', [("d", "Les avions tournent", "pilote")]),
    ("„Les avions tournent“, a dit le pilote.", [("d", "Les avions tournent", "pilote")]),
    (
        "« Le musée ferme », a déclaré à la presse le directeur Paul Vidal.",
        [("d", "Le musée ferme", "Paul Vidal")],
    ),
    (
        "« Le musée ferme. La caisse aussi. » Le directeur, Paul Vidal, cherche ses mots.",
        [("d", "Le musée ferme. La caisse aussi.", "directeur|Paul Vidal")],
    ),
    ("C'était un feu de cuisine, rembobine le capitaine.", [("i", "C'était un feu de cuisine", "capitaine")]),
    (
        "« C'était un feu de cuisine, rembobine le capitaine. On a eu peur. »",
        [("d", "C'était un feu de cuisine, rembobine le capitaine. On a eu peur.", "capitaine")],
    ),
    ("Le bateau lancé hier porte le nom « Étoile 12 ».", []),
    ("La digue, appelée communément « le mur », a cédé.", []),
    ("Selon l'Insee, le chômage recule de 0,4 point.", [("i", "le chômage recule de 0,4 point", "Insee")]),
    ("La ville perd, selon les dernières informations recueillies, trois écoles.", []),
    ("Autrement dit, la loi ne passera pas.", []),
    (
        "Le sélectionneur a estimé mardi que son équipe « n'avait pas joué sa chance ».",
        [("d", "n'avait pas joué sa chance", "sélectionneur")],
    ),
    (
        "« On a manqué de jambes », regrette l'entraîneur de Brest.",
        [("d", "On a manqué de jambes", "entraîneur de Brest")],
    ),
    (
        "Interrogé par la radio, le médecin a reconnu que les lits manquaient.",
        [("i", "les lits manquaient", "médecin")],
    ),
    (
        "La ministre de la Culture, Rima Sarre, a promis de sauver le théâtre.",
        [("i", "sauver le théâtre", "Rima Sarre")],
    ),
    (
        "Le groupe prévoit que ses ventes doubleront d'ici à 2030.",
        [("i", "ses ventes doubleront d'ici à 2030", "groupe")],
    ),
    ("La direction dément avoir fermé l'usine.", [("i", "avoir fermé l'usine", "direction")]),
    (
        "Les syndicats accusent la direction d'avoir menti aux salariés.",
        [("i", "avoir menti aux salariés", "syndicats")],
    ),
    ("« Il faut arrêter », a lancé, ému, le pompier.", [("d", "Il faut arrêter", "pompier")]),
    ("La maire s'est dite « très inquiète » pour les vergers.", [("d", "très inquiète", "maire")]),
    ("Le juge a qualifié l'affaire de « gâchis sans nom ».", [("d", "gâchis sans nom", "juge")]),
    ("Le film « Les Saisons » sort mercredi.", []),
    ("Les « gilets jaunes » défilaient encore.", []),
    (
        "L'opération « Ville propre » commence lundi, a annoncé la mairie.",
        [("i", "L'opération « Ville propre » commence lundi", "mairie")],
    ),
    (
        "Le rapport souligne que « les digues ne tiendront pas dix ans ».",
        [("d", "les digues ne tiendront pas dix ans", "rapport")],
    ),
    (
        "Pour le climatologue, « il est déjà trop tard pour ce glacier ».",
        [("d", "il est déjà trop tard pour ce glacier", "climatologue")],
    ),
    (
        "D'après une étude de l'université de Rennes, les abeilles reviennent.",
        [("i", "les abeilles reviennent", "étude de l'université de Rennes")],
    ),
    (
        "« Nous avons tout perdu. » Assise sur une caisse, Maria Lopez regarde la rivière.",
        [("d", "Nous avons tout perdu.", "Maria Lopez|")],
    ),
    ("Le porte-parole a ajouté : « Rien n'est décidé. »", [("d", "Rien n'est décidé.", "porte-parole")]),
    ("« Rien n'est décidé », a-t-on appris auprès du club.", [("d", "Rien n'est décidé", "on")]),
    ("Il tient à préciser que le vaccin reste gratuit.", [("i", "le vaccin reste gratuit", "Il")]),
    (
        "La banque centrale, elle, juge que l'inflation baissera au printemps.",
        [("i", "l'inflation baissera au printemps", "banque centrale")],
    ),
    (
        "Comme l'a rappelé le recteur, les examens auront lieu en juin.",
        [("i", "les examens auront lieu en juin", "recteur")],
    ),
    (
        "Les examens auront lieu en juin, comme l'a rappelé le recteur.",
        [("i", "Les examens auront lieu en juin", "recteur")],
    ),
    (
        "Ni le club ni le joueur n'ont confirmé que le transfert était signé.",
        [("i", "le transfert était signé", "joueur|club|club ni le joueur")],
    ),
    (
        "« Je n'ai jamais triché », assure le coureur. « Les contrôles le prouvent. »",
        [("d", "Je n'ai jamais triché", "coureur"), ("d", "Les contrôles le prouvent.", "coureur")],
    ),
    (
        "L'auteur y voit « une chance pour tous les lecteurs du pays ».",
        [("d", "une chance pour tous les lecteurs du pays", "auteur")],
    ),
    ("Le procureur évoque « un geste isolé ».", [("d", "un geste isolé", "procureur")]),
    (
        "Le syndicat craint que cent postes ne disparaissent.",
        [("i", "cent postes ne disparaissent", "syndicat")],
    ),
    (
        "Selon Reuters, qui cite le ministère des Transports, la ligne rouvrira lundi.",
        [("i", "la ligne rouvrira lundi", "ministère des Transports")],
    ),
    (
        "« C'est une victoire pour tous », s'est félicitée la présidente de l'association.",
        [("d", "C'est une victoire pour tous", "présidente de l'association")],
    ),
    (
        "« Les prix vont monter », prévient Luc Adam, économiste à la Banque de Nantes.",
        [("d", "Les prix vont monter", "Luc Adam")],
    ),
    (
        "Son avocate, Me Claire Nodier, soutient que la fouille était illégale.",
        [("i", "la fouille était illégale", "Claire Nodier")],
    ),
    (
        "Les secours ont indiqué vers midi que trois personnes étaient blessées.",
        [("i", "trois personnes étaient blessées", "secours")],
    ),
    ("Un bateau a coulé, ont indiqué les secours.", [("i", "Un bateau a coulé", "secours")]),
    (
        "À en croire le voisin, la maison était vide depuis des mois.",
        [("i", "la maison était vide depuis des mois", "voisin")],
    ),
    ("De l'aveu même du maire, le stade a coûté trop cher.", [("i", "le stade a coûté trop cher", "maire")]),
    ("Le texte dit « oui » à la réforme.", []),
    ("La rivière poursuit son cours et rejoint la mer.", []),
    ("Le chien a trouvé un os que personne ne voulait.", []),
    ("Il note plus de dix erreurs que le logiciel corrige.", []),
    ("La note du ministère que nous avons lue est longue.", []),
    ("L'hôtel « Beau Rivage », dit « le Beau », a brûlé.", []),
    (
        "« Le vent a tourné d'un coup », raconte à France Bleu une habitante du hameau.",
        [("d", "Le vent a tourné d'un coup", "habitante du hameau")],
    ),
    (
        "« Nous ne lâcherons rien ! », ont crié les manifestants.",
        [("d", "Nous ne lâcherons rien !", "manifestants")],
    ),
    ("L'agence a refusé de dire si le satellite était perdu.", []),
    (
        "La présidente du jury a insisté sur « l'urgence de former des soignants partout ».",
        [("d", "l'urgence de former des soignants partout", "présidente du jury")],
    ),
    (
        "Pékin a répondu que la visite n'était « pas à l'ordre du jour ».",
        [("d", "pas à l'ordre du jour", "Pékin")],
    ),
    (
        "« Ce n'est pas une fin, c'est un début », écrit-elle dans son journal.",
        [("d", "Ce n'est pas une fin, c'est un début", "elle")],
    ),
    (
        "Le fabricant affirme, dans un communiqué, que ses freins sont sûrs.",
        [("i", "ses freins sont sûrs", "fabricant")],
    ),
    (
        "Les habitants, affirme le notaire, n'ont jamais été consultés.",
        [
            (
                "i",
                "Les habitants, affirme le notaire, n'ont jamais été consultés|Les habitants|n'ont jamais été consultés",
                "notaire",
            )
        ],
    ),
    ('Le dirigeant a averti : "Nous riposterons."', [("d", "Nous riposterons.", "dirigeant")]),
    (
        "La chanteuse espère « remonter sur scène avant l'été ».",
        [("d", "remonter sur scène avant l'été", "chanteuse")],
    ),
    (
        "Les joueurs ont exprimé leur inquiétude que le match soit annulé.",
        [("i", "le match soit annulé", "joueurs")],
    ),
    (
        "« Mon fils n'a rien fait », sanglote une mère devant le tribunal.",
        [("d", "Mon fils n'a rien fait", "mère")],
    ),
    ("Les chercheurs ont montré que le sol se réchauffe.", []),
    ("Cette hausse signifie que les loyers suivront.", []),
    (
        "Le navire « Abeille Liberté » est arrivé, dit le port.",
        [("i", "Le navire « Abeille Liberté » est arrivé", "port")],
    ),
    ("Le comité a jugé « insuffisantes » les mesures prises.", []),
    ("« Insuffisant », a tranché le comité.", [("d", "Insuffisant", "comité")]),
    ("Le ministre a nié que la centrale fuit.", [("i", "la centrale fuit", "ministre")]),
    (
        "« La centrale ne fuit pas », a martelé mercredi 5 mai devant les députés le ministre de l'Énergie, Théo Lang.",
        [("d", "La centrale ne fuit pas", "Théo Lang|ministre de l'Énergie")],
    ),
    (
        "Un témoin, qui souhaite rester anonyme, parle d'« un bruit énorme, comme un train ».",
        [("d", "un bruit énorme, comme un train", "témoin")],
    ),
    (
        "Un séisme de magnitude 6,1 a frappé l'île mercredi, a annoncé l'institut de géologie, sans faire de victime.",
        [("i", "Un séisme de magnitude 6,1 a frappé l'île mercredi", "institut de géologie")],
    ),
    (
        '"Nous avons ressenti trois secousses très fortes", a raconté à l\'AFP Sergio Mancini, pêcheur de 54 ans.',
        [("d", "Nous avons ressenti trois secousses très fortes", "Sergio Mancini")],
    ),
    (
        "La police a dit ne pas disposer d'éléments nouveaux.",
        [("i", "ne pas disposer d'éléments nouveaux", "police")],
    ),
    ("Interrogée par l'AFP, la compagnie s'est refusée à tout commentaire.", []),
    (
        '"C\'est du jamais vu", a-t-elle déclaré sur la chaîne TV4, ajoutant que "les pertes seront lourdes".',
        [("d", "C'est du jamais vu", "elle"), ("d", "les pertes seront lourdes", "elle")],
    ),
    (
        "Selon des sources proches du dossier, la vente serait conclue d'ici à l'été.",
        [("i", "la vente serait conclue d'ici à l'été", "sources proches du dossier")],
    ),
    (
        "Le bilan pourrait s'alourdir, ont prévenu les autorités.",
        [("i", "Le bilan pourrait s'alourdir", "autorités")],
    ),
    (
        "Le gouvernement, par la voix de sa porte-parole, a assuré que la réforme serait appliquée.",
        [("i", "la réforme serait appliquée", "gouvernement|porte-parole")],
    ),
    (
        "L'opposition dénonce « un passage en force » et réclame le retrait du texte.",
        [("d", "un passage en force", "opposition")],
    ),
    ("Le Kazakhstan a qualifié de « provocation » le tir de missile.", []),
    (
        "« Il n'y a plus d'eau, plus de pain, plus rien », témoigne Amina, 34 ans, mère de trois enfants.",
        [("d", "Il n'y a plus d'eau, plus de pain, plus rien", "Amina")],
    ),
    (
        "« La situation est grave », a reconnu le ministre de la Santé dans un entretien au journal Le Soir.",
        [("d", "La situation est grave", "ministre de la Santé")],
    ),
    (
        "« On a pris une leçon », soufflait Kevin Durand au coup de sifflet final.",
        [("d", "On a pris une leçon", "Kevin Durand")],
    ),
    (
        "« Je suis fier de mes joueurs, a réagi le coach. Ils ont tout donné. »",
        [("d", "Je suis fier de mes joueurs, a réagi le coach. Ils ont tout donné.", "coach")],
    ),
    (
        "Le gardien, touché à la cuisse, a confié qu'il serait absent un mois.",
        [("i", "il serait absent un mois", "gardien")],
    ),
    (
        "À la question de savoir s'il resterait, l'attaquant a botté en touche : « On verra cet été. »",
        [("d", "On verra cet été.", "attaquant")],
    ),
    ("Pour Paul Hervé, le match s'est joué au mental.", []),
    ("Le match des « Verts » a tourné court.", []),
    (
        "« Quand tu perds 5-0, tu te tais », résume, laconique, le capitaine.",
        [("d", "Quand tu perds 5-0, tu te tais", "capitaine")],
    ),
    ("L'entraîneur s'attend à ce que son équipe souffre.", []),
    (
        "La Banque de France table sur une croissance de 0,9 % et estime que l'emploi résistera.",
        [("i", "l'emploi résistera", "Banque de France")],
    ),
    (
        "« Nos marges ont fondu de 3,2 points », a expliqué la directrice financière, Hélène Aubry, lors d'une conférence téléphonique.",
        [("d", "Nos marges ont fondu de 3,2 points", "Hélène Aubry")],
    ),
    (
        "Le constructeur dit vouloir supprimer 1 200 postes.",
        [("i", "vouloir supprimer 1 200 postes", "constructeur")],
    ),
    (
        "D'après le cabinet Xerfi, le marché devrait reculer de 2 %.",
        [("i", "le marché devrait reculer de 2 %", "cabinet Xerfi|Xerfi")],
    ),
    ("Les analystes tablaient sur 4,5 milliards, le groupe en annonce 4,1.", []),
    (
        "« Rien ne justifie une telle hausse », s'insurge l'association de consommateurs.",
        [("d", "Rien ne justifie une telle hausse", "association de consommateurs")],
    ),
    (
        "Le patron du groupe a averti que, sans accord d'ici à vendredi, l'usine fermerait.",
        [("i", "sans accord d'ici à vendredi, l'usine fermerait", "patron du groupe")],
    ),
    ("La hausse, que l'Insee attribue à l'énergie, devrait ralentir.", []),
    ("L'accusé, lui, a toujours nié avoir tiré.", [("i", "avoir tiré", "accusé")]),
    (
        "« Je ne me souviens de rien », a répété à la barre le prévenu.",
        [("d", "Je ne me souviens de rien", "prévenu")],
    ),
    (
        "Son avocat a plaidé la relaxe, estimant que « le dossier est vide ».",
        [("d", "le dossier est vide", "avocat")],
    ),
    (
        "La cour a jugé que la loi était contraire à la Constitution.",
        [("i", "la loi était contraire à la Constitution", "cour")],
    ),
    (
        "Le parquet précise qu'une autopsie aura lieu lundi.",
        [("i", "une autopsie aura lieu lundi", "parquet")],
    ),
    ("Le procureur n'a pas souhaité dire si d'autres suspects étaient recherchés.", []),
    ("Son premier roman, « La Nuit des pêcheurs », paraît en mai.", []),
    (
        "« J'écris la nuit, quand la maison dort. Le jour, je marche », confie la romancière.",
        [("d", "J'écris la nuit, quand la maison dort. Le jour, je marche", "romancière")],
    ),
    ("Elle a baptisé son bateau « Plus loin que la mer ».", []),
    (
        "La critique a salué « un film d'une grâce inouïe ».",
        [("d", "un film d'une grâce inouïe", "critique")],
    ),
    (
        "Dans une lettre à son frère, le peintre écrit : « Je vois la couleur partout. »",
        [("d", "Je vois la couleur partout.", "peintre")],
    ),
    ("« Je ne démissionnerai pas », martèle-t-il depuis lundi.", [("d", "Je ne démissionnerai pas", "il")]),
    (
        "Le chef du gouvernement a promis que « pas un euro ne manquera aux hôpitaux ».",
        [("d", "pas un euro ne manquera aux hôpitaux", "chef du gouvernement")],
    ),
    (
        "« C'est une ligne rouge », a-t-on souligné dans l'entourage du ministre.",
        [("d", "C'est une ligne rouge", "on")],
    ),
    (
        "Moscou a démenti toute implication, évoquant « des accusations sans fondement ».",
        [("d", "des accusations sans fondement", "Moscou")],
    ),
    (
        "Selon la présidente de la région, Carole Delga, « il faut un plan d'urgence ».",
        [("d", "il faut un plan d'urgence", "présidente de la région|Carole Delga")],
    ),
    (
        "Le sénateur reproche au ministre d'avoir caché le rapport.",
        [("i", "avoir caché le rapport", "sénateur")],
    ),
    (
        "« La France tiendra parole », a dit Emmanuel Faure à son homologue, qui l'a remercié.",
        [("d", "La France tiendra parole", "Emmanuel Faure")],
    ),
    ("Le maire ne croit pas que la digue tiendra.", [("i", "la digue tiendra", "maire")]),
    ("Personne n'a dit que ce serait facile.", [("i", "ce serait facile", "Personne")]),
    ("Le rapport conclut à « une défaillance humaine ».", [("d", "une défaillance humaine", "rapport")]),
    ("À ses yeux, « tout reste à faire ».", [("d", "tout reste à faire", "")]),
    ("— Tu viens ? demanda Pierre.", [("d", "Tu viens ?", "Pierre")]),
    ("– Non, répondit-elle, je reste.", [("d", "Non, répondit-elle, je reste.", "elle")]),
    (
        "« Le marché, c'est fini », lâche Odile, cheveux blancs, derrière son étal.",
        [("d", "Le marché, c'est fini", "Odile")],
    ),
    (
        "« Mon père pêchait déjà ici. » Il montre du doigt la jetée.",
        [("d", "Mon père pêchait déjà ici.", "Il")],
    ),
    (
        "Les pompiers, arrivés à 6 heures, ont trouvé une maison « totalement embrasée », selon le capitaine Roux.",
        [("d", "totalement embrasée", "Roux|capitaine Roux")],
    ),
    (
        "Une dame raconte avoir vu les flammes depuis sa fenêtre.",
        [("i", "avoir vu les flammes depuis sa fenêtre", "dame")],
    ),
    ("Le quartier dit « des Trois Fontaines » compte 800 habitants.", []),
    (
        "La route « ne rouvrira pas avant Noël », dit-on à la préfecture.",
        [("d", "ne rouvrira pas avant Noël", "on")],
    ),
    (
        "Les vaches, explique l'éleveur, supportent mal la chaleur.",
        [
            (
                "i",
                "Les vaches, explique l'éleveur, supportent mal la chaleur|supportent mal la chaleur|Les vaches",
                "éleveur",
            )
        ],
    ),
    ('"Le plan est mort," a dit le sénateur lundi.', [("d", "Le plan est mort,", "sénateur")]),
    (
        'Le général a déclaré que les forces étaient "prêtes à toute éventualité" dans la région.',
        [("d", "prêtes à toute éventualité", "général")],
    ),
    (
        "Dans un tweet, la NASA a écrit que la fusée décollerait jeudi.",
        [("i", "la fusée décollerait jeudi", "NASA")],
    ),
    (
        'Cela fait partie d\'un effort "pour sauver la planète entière", a dit Gore.',
        [("d", "pour sauver la planète entière", "Gore")],
    ),
    (
        "Les responsables disent que la tempête a tué douze personnes.",
        [("i", "la tempête a tué douze personnes", "responsables")],
    ),
    (
        '"Je pense que c\'est faux", dit Anna Lee, une professeure à l\'Université de Leeds. "Les données manquent."',
        [("d", "Je pense que c'est faux", "Anna Lee"), ("d", "Les données manquent.", "Anna Lee")],
    ),
    ("Il faut savoir que le port est ancien.", []),
    ("On dit que les chats ont sept vies.", []),
    ("La loi prévoit que chaque commune ait un plan.", []),
    ("Le « made in France » séduit.", []),
    ("Le soi-disant « miracle » n'a pas eu lieu.", []),
    ("Plus de 60 % des « Ehpad » manquent de bras.", []),
    ("La rumeur court que le stade sera vendu.", []),
    ("Les experts s'accordent sur un point que personne ne conteste.", []),
    ("Il rappelle son chien et rentre.", []),
    ("Le train annoncé à 8 h a du retard.", []),
]
