@NullMarked
package dev.kcompact.local.proxy;

import org.jspecify.annotations.NullMarked;
