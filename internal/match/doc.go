// Package match finds who may be able to help with what somebody asks for, by the
// words that both have written. It knows that words have forms (Snowball stemmers
// for the languages it can tell), that some mean the same, also in other
// languages (synonyms.txt, and the space's own), and that a word that few people
// use says more than one that many do. It is a guess by words, and its reason is
// always a text that the one who may help has written, or was thanked with.
package match
