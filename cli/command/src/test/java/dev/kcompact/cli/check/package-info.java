@NullMarked
package dev.kcompact.cli.check;

import org.jspecify.annotations.NullMarked;
