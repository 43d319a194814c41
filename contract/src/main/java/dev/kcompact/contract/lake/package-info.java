/** The layout of the lake. */
@NullMarked
package dev.kcompact.contract.lake;

import org.jspecify.annotations.NullMarked;
