/** The daily state machine, started and followed. */
@NullMarked
package dev.kcompact.local.workflow;

import org.jspecify.annotations.NullMarked;
