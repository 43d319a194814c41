/** The subjects and how one is run and measured, each in processes of its own. */
@NullMarked
package dev.kcompact.benchmark.run;

import org.jspecify.annotations.NullMarked;
