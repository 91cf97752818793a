/** Whether two sources' titles are one: decided by what was said alone, without a database. */
@NullMarked
package io.reelsync.statement.match;

import org.jspecify.annotations.NullMarked;
