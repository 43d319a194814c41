/**
 * Table definitions: what is read, how its days and keys are told, and which rules it must pass.
 */
@NullMarked
package dev.kcompact.contract.table;

import org.jspecify.annotations.NullMarked;
