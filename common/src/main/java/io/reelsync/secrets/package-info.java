/** Settings that stand elsewhere than in the environment: in etcd, or in folders of secret files. */
@NullMarked
package io.reelsync.secrets;

import org.jspecify.annotations.NullMarked;
