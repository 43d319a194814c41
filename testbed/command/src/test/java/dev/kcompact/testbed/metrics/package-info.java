/** Compares the metrics of alarms and dashboard with those that a run emits. */
@NullMarked
package dev.kcompact.testbed.metrics;

import org.jspecify.annotations.NullMarked;
