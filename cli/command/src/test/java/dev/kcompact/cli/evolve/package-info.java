@NullMarked
package dev.kcompact.cli.evolve;

import org.jspecify.annotations.NullMarked;
