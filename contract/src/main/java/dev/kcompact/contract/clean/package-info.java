/** Records of deleted raw objects, with which their day can still be proven complete. */
@NullMarked
package dev.kcompact.contract.clean;

import org.jspecify.annotations.NullMarked;
