@NullMarked
package dev.kcompact.local.faults;

import org.jspecify.annotations.NullMarked;
