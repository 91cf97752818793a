/** What the site shows: pages and lists, made up or taken from a folder of saved ones. */
@NullMarked
package io.reelsync.samplesite.content;

import org.jspecify.annotations.NullMarked;
