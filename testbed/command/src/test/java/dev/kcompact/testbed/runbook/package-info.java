/** Tests of the pages for operators: runs their commands and checks their names. */
@NullMarked
package dev.kcompact.testbed.runbook;

import org.jspecify.annotations.NullMarked;
