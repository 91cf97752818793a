/** What is known of the stored facts' quality: fill rates, outliers, disagreements, quarantine, suspected structures. */
@NullMarked
package io.reelsync.gateway.quality;

import org.jspecify.annotations.NullMarked;
