/** The functions' environment, validated. */
@NullMarked
package dev.kcompact.finalizer.settings;

import org.jspecify.annotations.NullMarked;
