/** The report of a run as JSON, as a page and for the terminal. */
@NullMarked
package dev.kcompact.testbed.report;

import org.jspecify.annotations.NullMarked;
