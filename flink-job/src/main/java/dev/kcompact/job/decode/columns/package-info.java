/**
 * Records: one decoder and one array of values for each column. They are one package, so that only
 * the record decoder, the row and the values' getters are public.
 */
@NullMarked
package dev.kcompact.job.decode.columns;

import org.jspecify.annotations.NullMarked;
