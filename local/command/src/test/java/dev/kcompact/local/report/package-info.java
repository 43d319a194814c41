/** Tests of the report. */
@NullMarked
package dev.kcompact.local.report;

import org.jspecify.annotations.NullMarked;
