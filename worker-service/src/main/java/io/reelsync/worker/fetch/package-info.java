/** Getting a page: the permit, the request, the verdict on the answer, and what that means for the next request. */
@NullMarked
package io.reelsync.worker.fetch;

import org.jspecify.annotations.NullMarked;
