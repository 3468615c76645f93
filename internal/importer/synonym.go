package importer

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fields that are no field of a member by themselves: together they make the
// name.
const (
	firstName = "first_name"
	lastName  = "last_name"
)

// synonyms are the headers by which other systems and people name our fields,
// in English, German, French, Spanish and Polish. Case, accents, spaces and
// punctuation do not matter: each is compared as fold gives it.
//
// The four consents have only words that ask precisely what we ask. "Public
// profile", "visible" or "is_public" of another system is not among them: it was
// agreed to for another place.
var synonyms = map[string]string{
	"number": `number, member id, member number, member no, member nr, membership number, membership id, membership no, id, customer id, customer number, contact id, coworker id, card number, user id,
		mitgliedsnummer, mitglieds nr, mitglied nr, mitglieds id, kundennummer, nummer, nr,
		numero de membre, numero d adherent, numero adherent, no de membre, numero, identifiant, id membre,
		numero de socio, numero de miembro, id de miembro, n de socio,
		numer czlonka, numer czlonkowski, nr czlonka, numer, identyfikator`,
	"name": `name, full name, member name, member, display name, contact name, customer name, name and surname, first and last name, first name last name, coworker, coworker name, contact,
		vollstandiger name, vollstaendiger name, name des mitglieds, mitglied, anzeigename, vor und nachname, vorname nachname, vorname und nachname,
		nom complet, nom et prenom, prenom et nom, prenom nom, nom prenom, nom du membre, membre, nom affiche,
		nombre completo, nombre y apellidos, nombre y apellido, nombre apellidos, nombre del miembro, miembro,
		imie i nazwisko, imie nazwisko, nazwisko i imie, pelne imie i nazwisko, czlonek, nazwa`,
	firstName: `first name, firstname, given name, given names, forename, forenames, christian name,
		vorname, vornamen, rufname, prenom, prenoms, nombre, nombres, imie, imiona`,
	lastName: `last name, surname, family name, second name,
		nachname, familienname, zuname, nom, nom de famille, apellido, apellidos, nazwisko`,
	"called": `called, preferred name, prefered name, known as, goes by, nickname, nick name, nick, call me, short name, badge name,
		spitzname, genannt, bevorzugter name, surnom, pseudo, nom usuel, nom d usage, apodo, nombre preferido, pseudonim, preferowane imie, ksywka, ksywa`,
	"said_like": `said like, pronunciation, name pronunciation, how to say it, how to say the name, pronounced, phonetic name,
		aussprache, prononciation, pronunciacion, wymowa`,
	"pronouns": `pronouns, pronoun, preferred pronouns, gender pronouns, pronomen, pronoms, pronom, pronombres, pronombre, zaimki`,
	"headline": `headline, job title, job, title, role, job role, position, profession, occupation, tagline, tag line, what i do, what they do, what do you do,
		beruf, berufsbezeichnung, position im unternehmen, funktion, tatigkeit, taetigkeit, rolle, stellenbezeichnung, jobtitel,
		poste, fonction, metier, intitule du poste, titre du poste, profession, role,
		puesto, cargo, profesion, ocupacion, rol,
		stanowisko, zawod, funkcja, rola`,
	"organisation": `organisation, organization, organisation name, organization name, company, company name, team, team name, business, business name, employer, account, account name,
		firma, firmenname, unternehmen, unternehmensname, arbeitgeber, organisationsname, betrieb,
		entreprise, societe, nom de l entreprise, equipe, employeur, structure, raison sociale,
		empresa, compania, nombre de la empresa, organizacion, equipo,
		nazwa firmy, przedsiebiorstwo, organizacja, zespol, spolka, pracodawca`,
	"about": `about, about me, about you, bio, biography, short bio, description, profile, profile text, profile summary, summary, introduction, profile description, member bio,
		uber mich, ueber mich, uber, beschreibung, kurzbeschreibung, biografie, biographie, steckbrief, vorstellung,
		a propos, a propos de moi, presentation, biographie courte,
		sobre mi, acerca de, acerca de mi, descripcion, biografia, presentacion, resumen,
		o mnie, opis, biogram, o sobie`,
	"email": `email, e mail, email address, e mail address, mail, mail address, contact email, primary email, work email, member email,
		e mail adresse, emailadresse, mailadresse, courriel, adresse e mail, adresse email, adresse mail, adresse electronique, mel,
		correo, correo electronico, direccion de correo, direccion de correo electronico,
		adres e mail, adres email, poczta, poczta elektroniczna`,
	"email_public": `email public`,
	"phone": `phone, phone number, telephone, telephone number, tel, tel no, mobile, mobile phone, mobile number, cell, cell phone, contact number,
		telefon, telefonnummer, handy, handynummer, mobil, mobiltelefon, mobilnummer, rufnummer,
		numero de telephone, portable, telephone portable, mobile,
		telefono, numero de telefono, movil, telefono movil, celular,
		numer telefonu, nr telefonu, komorka, telefon komorkowy`,
	"phone_public": `phone public`,
	"website": `website, web site, web, homepage, home page, url, link, web page, site, company website, web address,
		webseite, internetseite, internetadresse, netzseite, site web, site internet, sitio web, pagina web, pagina, strona, strona internetowa, strona www, www`,
	"notes":        `notes, host notes, internal notes, private notes, staff notes`,
	"introduce_me": `introduce me, please introduce me, introductions`,
	"leave_me":     `leave me, leave me be, no introductions`,
	"welcome_me":   `welcome me, welcome by name`,
	"my_years":     `my years, anniversaries`,
	"learn_names":  `learn names`,
	"confirmed_on": `confirmed on`,
	"left_on":      `left on`,
	"joined_on": `joined on, joined, join date, date joined, joined at, joining date, start date, started, start, member since, since, membership start, membership start date, signup date, sign up date, registration date, registered, registered on, created, created on, created at, date created,
		eintritt, eintrittsdatum, beitritt, beitrittsdatum, mitglied seit, startdatum, beginn, seit, dabei seit, vertragsbeginn,
		date d arrivee, date d entree, date d adhesion, date d inscription, date de debut, membre depuis, depuis, inscrit le, arrivee,
		fecha de alta, fecha de inicio, fecha de ingreso, fecha de incorporacion, miembro desde, socio desde, desde, alta,
		data dolaczenia, data przystapienia, data rozpoczecia, data rejestracji, czlonek od, od, dolaczyl, dolaczyla`,
	"photo": `photo, photo file, picture, profile picture, profile photo, image, profile image, avatar, headshot, photo url, image url, avatar url, portrait, photograph,
		foto, bild, profilbild, profilfoto, passbild, photo de profil, image de profil, avatar, foto de perfil, imagen, imagen de perfil, retrato,
		zdjecie, zdjecie profilowe, fotografia, awatar`,
	"state": `state, status, membership status, member status, membership state, active, is active,
		mitgliedsstatus, aktiv, zustand, statut, statut du membre, actif, estado, estado del miembro, activo, stan, status czlonka, aktywny`,
	"languages": `languages, language, spoken languages, languages spoken, speaks,
		sprachen, sprache, spricht, langues, langue, langues parlees, idiomas, idioma, lenguas, jezyki, jezyk, znajomosc jezykow`,
	"happy_to_help_with": `happy to help with, skills, skill, tags, profile tags, offers, offer, offering, can help with, i can help with, expertise, services, specialties, specialities, competences, strengths, knowledge,
		fahigkeiten, faehigkeiten, kenntnisse, kompetenzen, schlagworte, schlagworter, stichworte, ich biete, biete, bietet, hilft gern bei, angebote, konnen,
		competences cles, savoir faire, etiquettes, mots cles, propose, je propose, peut aider pour, offre,
		habilidades, competencias, etiquetas, ofrece, ofrezco, puede ayudar con, conocimientos, especialidades,
		umiejetnosci, kompetencje, tagi, znaczniki, oferuje, pomoze w, moge pomoc w, specjalizacje`,
	"looking_for": `looking for, asks, ask, needs, need, seeking, wants help with, help wanted, needs help with, searching for,
		sucht, ich suche, suche, gesuche, auf der suche nach, braucht, cherche, je cherche, recherche, besoins, a la recherche de,
		busca, busco, necesita, necesidades, buscando, szuka, szukam, potrzebuje, potrzeby, poszukuje`,
	"talk_to_me_about": `talk to me about, topics, topic, interests, interest, hobbies, hobby, ask me about, passions,
		themen, thema, interessen, sprich mich an auf, gesprachsthemen, centres d interet, interets, loisirs, sujets, parlez moi de,
		intereses, aficiones, temas, hablame de, zainteresowania, tematy, porozmawiaj ze mna o`,
	"show_on_wall": `show on wall, show on the wall, show me on the wall, consent wall, wall consent, consent to wall, consent on wall,
		auf der wand zeigen, an der wand zeigen, afficher sur le mur, montrer sur le mur, mostrar en el muro, mostrar en la pared, pokazuj na scianie, pokaz na scianie`,
	"show_on_phone_page": `show on phone page, show on the phone page, show me on the phone page, consent phone page, phone page consent,
		auf der handyseite zeigen, auf der telefonseite zeigen, afficher sur la page mobile, mostrar en la pagina del telefono, pokazuj na stronie telefonu`,
	"show_presence": `show presence, show my presence, show when here, show as here, show as here now, show me as here, presence consent, consent presence,
		anwesenheit zeigen, afficher la presence, montrer la presence, mostrar presencia, mostrar la presencia, pokazuj obecnosc`,
	"show_to_other_spaces": `show to other spaces, show in other spaces, show me to other spaces, show me in other spaces, consent other spaces, other spaces consent,
		in anderen raumen zeigen, anderen raumen zeigen, montrer aux autres espaces, afficher dans d autres espaces, mostrar a otros espacios, mostrar en otros espacios, pokazuj w innych przestrzeniach`,
}

// fieldOf leads from a folded header to its field.
var fieldOf = foldSynonyms()

func foldSynonyms() map[string]string {
	out := map[string]string{}
	for field, words := range synonyms {
		for w := range strings.SplitSeq(words, ",") {
			out[fold(w)] = field
		}
	}
	for _, consent := range consents {
		out[fold(consent+how)] = consent + how
	}
	return out
}

// foldAll is the set of the folded words of a list.
func foldAll(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.SplitSeq(words, ",") {
		out[fold(w)] = true
	}
	return out
}

// strokes are letters that are whole in Unicode but an accented letter to whoever
// types without them.
var strokes = strings.NewReplacer("ł", "l", "ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "đ", "d", "ı", "i")

// fold makes headers that differ in case, accents, spaces or punctuation the
// same: lower-case letters and digits only.
func fold(s string) string {
	s = strokes.Replace(strings.ToLower(norm.NFKD.String(s)))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
