/** Parts that the hand-written codecs of stored formats share. */
@NullMarked
package dev.kcompact.contract.codec;

import org.jspecify.annotations.NullMarked;
