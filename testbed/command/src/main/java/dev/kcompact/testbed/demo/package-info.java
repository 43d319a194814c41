/** The whole system on a made-up day, checked from outside. */
@NullMarked
package dev.kcompact.testbed.demo;

import org.jspecify.annotations.NullMarked;
