/** Tests of the report. */
@NullMarked
package dev.kcompact.testbed.report;

import org.jspecify.annotations.NullMarked;
