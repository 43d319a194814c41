/**
 * Table definitions: what is read, how days and keys are determined, and which rules it must pass.
 */
@NullMarked
package dev.kcompact.contract.table;

import org.jspecify.annotations.NullMarked;
