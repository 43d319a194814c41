/** Shared parts of the hand-written codecs of stored formats. */
@NullMarked
package dev.kcompact.contract.codec;

import org.jspecify.annotations.NullMarked;
