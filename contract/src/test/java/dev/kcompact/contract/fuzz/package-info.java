/** Random input for the tests of this module and of modules that read the formats it describes. */
@NullMarked
package dev.kcompact.contract.fuzz;

import org.jspecify.annotations.NullMarked;
