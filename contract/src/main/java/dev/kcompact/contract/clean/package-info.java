/** Raw objects that were removed on purpose, so that their day can be proven without them. */
@NullMarked
package dev.kcompact.contract.clean;

import org.jspecify.annotations.NullMarked;
