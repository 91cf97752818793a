/** The archive of a film club as a source: JSON, one list with pages by cursor, one route to a film's details. */
@NullMarked
package org.example.filmclub;

import org.jspecify.annotations.NullMarked;
