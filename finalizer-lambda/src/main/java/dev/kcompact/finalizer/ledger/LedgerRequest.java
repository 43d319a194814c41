package dev.kcompact.finalizer.ledger;

import java.time.LocalDate;

/** What the state machine asks. */
public record LedgerRequest(LocalDate date, String run, long token) {}
