/** Tests of the complete stack, through each server's real client. */
@NullMarked
package dev.kcompact.testbed.stack;

import org.jspecify.annotations.NullMarked;
