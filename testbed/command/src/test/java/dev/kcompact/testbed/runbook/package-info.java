/**
 * The pages for operators, held against what there is: their commands are run, their names looked
 * up.
 */
@NullMarked
package dev.kcompact.testbed.runbook;

import org.jspecify.annotations.NullMarked;
