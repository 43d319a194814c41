/** JSON as text. */
@NullMarked
package dev.kcompact.contract.json;

import org.jspecify.annotations.NullMarked;
