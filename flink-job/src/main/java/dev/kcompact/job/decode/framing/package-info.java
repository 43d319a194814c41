/** Objects: decompression, framing into records, and the decoder of a table's objects. */
@NullMarked
package dev.kcompact.job.decode.framing;

import org.jspecify.annotations.NullMarked;
