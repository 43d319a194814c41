/** The daily state machine, started and followed. */
@NullMarked
package dev.kcompact.cli.workflow;

import org.jspecify.annotations.NullMarked;
