/** What alarms and dashboard of the deployment look at, held against what a run emits. */
@NullMarked
package dev.kcompact.testbed.metrics;

import org.jspecify.annotations.NullMarked;
