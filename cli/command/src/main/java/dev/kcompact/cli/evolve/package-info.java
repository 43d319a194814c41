/** The command {@code evolve}: proposes changes of definitions from what compacted files hold. */
@NullMarked
package dev.kcompact.cli.evolve;

import org.jspecify.annotations.NullMarked;
