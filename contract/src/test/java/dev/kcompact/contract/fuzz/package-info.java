/** Random input for the tests, by seeds that can be tried again. */
@NullMarked
package dev.kcompact.contract.fuzz;

import org.jspecify.annotations.NullMarked;
