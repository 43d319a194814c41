/** Starts and monitors the daily state machine. */
@NullMarked
package dev.kcompact.cli.workflow;

import org.jspecify.annotations.NullMarked;
