/** What the job's decoder makes of values, for the tests of other modules. */
@NullMarked
package dev.kcompact.contract.values;

import org.jspecify.annotations.NullMarked;
