package main

// Frequent surnames and first names, with those that files get wrong: two
// words, apostrophes, accents.
const (
	surnames = "Abate, Agostini, Aiello, Albanese, Alberti, Amato, Andreoli, Antonelli, Arena, Baldi, Baldini, Barbieri, " +
		"Barone, Basile, Bassi, Battaglia, Bellini, Belli, Benedetti, Benvenuti, Bernardi, Bertolini, Bianchi, Bianco, " +
		"Boni, Bonetti, Bruni, Bruno, Brunetti, Calabrese, Caputo, Carbone, Cardinale, Carta, Caruso, Castelli, " +
		"Catalano, Cattaneo, Cavalli, Ceccarelli, Cirillo, Colombo, Conte, Conti, Coppola, Corsi, Cosentino, Costa, " +
		"Costantini, D'Agostino, D'Alessandro, D'Amico, D'Angelo, Dal Pozzo, De Angelis, De Luca, De Marco, De Rosa, " +
		"De Santis, De Simone, Del Monte, Della Valle, Di Giovanni, Di Lorenzo, Di Marco, Di Pietro, Di Stefano, Donati, " +
		"Esposito, Fabbri, Falcone, Farina, Fava, Ferrara, Ferrari, Ferraro, Ferretti, Ferri, Filippi, Fiore, Fontana, " +
		"Forte, Franchi, Franco, Fumagalli, Fusco, Galli, Gallo, Garofalo, Gatti, Genovese, Gentile, Giordano, Giorgi, " +
		"Giuliani, Giusti, Grassi, Grasso, Greco, Grillo, Grimaldi, Grosso, Guerra, Guidi, Innocenti, La Rosa, Leone, " +
		"Leoni, Lo Monaco, Locatelli, Lombardi, Lombardo, Longo, Lorusso, Magnani, Mancini, Mancuso, Manfredi, Mantovani, " +
		"Marchetti, Marchi, Mariani, Marinelli, Marini, Marino, Mariotti, Martelli, Martinelli, Martini, Martino, " +
		"Marzocchi, Masi, Massa, Mauro, Mazza, Melis, Meloni, Merli, Messina, Milani, Molinari, Monaco, Montanari, Monti, " +
		"Morandi, Morelli, Moretti, Mori, Moro, Morra, Motta, Napoli, Napolitano, Negri, Neri, Nicolò, Olivieri, Orlandi, " +
		"Orlando, Orsini, Ottaviani, Pace, Pagani, Pagano, Palmieri, Palumbo, Paolini, Parisi, Pasini, Pastore, " +
		"Pellegrini, Pellegrino, Perrone, Piazza, Pinna, Piras, Pisani, Pisano, Poli, Pozzi, Proietti, Pugliese, Ricci, " +
		"Ricciardi, Rinaldi, Riva, Rizzi, Rizzo, Rocca, Romano, Romeo, Rossetti, Rossi, Rossini, Rota, Ruggeri, Ruggiero, " +
		"Russo, Sacco, Sala, Salerno, Salvi, Sanna, Santi, Santini, Santoro, Sartori, Serra, Silvestri, Simonetti, " +
		"Soldati, Sorrentino, Spada, Spinelli, Stefani, Tedesco, Testa, Tosi, Valente, Valentini, Ventura, Venturi, " +
		"Villa, Villani, Vitale, Vitali, Viviani, Volpe, Zanella, Zanetti, Zanotti"

	women = "Alessandra, Alice, Angela, Anna, Anna Maria, Antonella, Arianna, Barbara, Beatrice, Camilla, Carla, Caterina, " +
		"Cecilia, Chiara, Claudia, Cristina, Daniela, Debora, Donatella, Elena, Eleonora, Elisa, Emanuela, Emma, Erika, " +
		"Federica, Francesca, Gabriella, Giada, Giorgia, Giovanna, Giulia, Ilaria, Irene, Laura, Linda, Lisa, Loredana, " +
		"Lucia, Luisa, Manuela, Margherita, Maria, Maria Teresa, Marina, Martina, Marta, Michela, Monica, Nadia, Nicole, " +
		"Noemi, Paola, Patrizia, Rita, Roberta, Rosa, Sabrina, Sara, Serena, Silvia, Simona, Sofia, Stefania, Teresa, " +
		"Valentina, Valeria, Vanessa, Vittoria, Zoe"

	men = "Alberto, Alessandro, Alessio, Alfredo, Andrea, Angelo, Antonio, Bruno, Carlo, Christian, Claudio, Cristiano, " +
		"Daniele, Dario, Davide, Diego, Domenico, Edoardo, Emanuele, Enrico, Enzo, Fabio, Fabrizio, Federico, Filippo, " +
		"Francesco, Gabriele, Giacomo, Gianluca, Gian Marco, Giancarlo, Giorgio, Giovanni, Giulio, Giuseppe, Guido, " +
		"Jacopo, Leonardo, Lorenzo, Luca, Luigi, Manuel, Marcello, Marco, Mario, Massimo, Matteo, Mattia, Maurizio, " +
		"Mauro, Michele, Mirko, Mosè, Nicola, Niccolò, Noè, Paolo, Piero, Pietro, Raffaele, Renato, Riccardo, Roberto, " +
		"Salvatore, Samuele, Sergio, Simone, Stefano, Tommaso, Valerio, Vincenzo, Vito"
)
