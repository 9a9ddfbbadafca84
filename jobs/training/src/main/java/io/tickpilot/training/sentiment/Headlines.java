package io.tickpilot.training.sentiment;

import java.util.List;

/**
 * What a file of headlines holds.
 *
 * @param all headlines that differ in their words
 * @param sentfin whether it has SEntFiN's columns
 * @param rows of the file
 * @param torn rows passed over because they are labelled negative and positive at once
 * @param repeated rows whose words came before
 * @param contradicted headlines passed over because their repetitions are labelled differently
 */
record Headlines(List<Headline> all, boolean sentfin, int rows, int torn, int repeated, int contradicted) {}
