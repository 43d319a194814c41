/** The kcompact command of a checkout. */
@NullMarked
package dev.kcompact.testbed;

import org.jspecify.annotations.NullMarked;
