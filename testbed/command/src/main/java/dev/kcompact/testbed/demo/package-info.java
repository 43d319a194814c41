/** The complete system on a generated day, with independent checks. */
@NullMarked
package dev.kcompact.testbed.demo;

import org.jspecify.annotations.NullMarked;
