/** Random input for the tests of this module and of those that read what it describes. */
@NullMarked
package dev.kcompact.contract.fuzz;

import org.jspecify.annotations.NullMarked;
