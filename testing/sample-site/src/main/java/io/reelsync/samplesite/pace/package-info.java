/** Whether the requests that the site had kept to a limit, on a machine that holds threads up now and then. */
@NullMarked
package io.reelsync.samplesite.pace;

import org.jspecify.annotations.NullMarked;
