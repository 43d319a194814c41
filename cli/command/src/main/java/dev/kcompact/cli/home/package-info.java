/** The environment of a command: its installation, its work folder, a running stack. */
@NullMarked
package dev.kcompact.cli.home;

import org.jspecify.annotations.NullMarked;
