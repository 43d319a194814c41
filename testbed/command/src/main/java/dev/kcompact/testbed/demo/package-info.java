/** The complete system on a generated day, checked from outside. */
@NullMarked
package dev.kcompact.testbed.demo;

import org.jspecify.annotations.NullMarked;
