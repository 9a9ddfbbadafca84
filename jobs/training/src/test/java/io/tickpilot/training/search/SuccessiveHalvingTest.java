package io.tickpilot.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tickpilot.training.SearchParameter;
import io.tickpilot.training.TrainingException;
import io.tickpilot.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials whose loss is how far a rate is from 0.01, in powers of ten; more windows tell it better. */
class SuccessiveHalvingTest {
    private static final List<SearchParameter> SPACE =
            List.of(new SearchParameter("rate", 1e-4, 1, true, false), new SearchParameter("units", 8, 64, true, true));

    @TempDir
    Path folder;

    private final List<TrialTask> ran = new ArrayList<>();

    @Test
    void runsAThirdOfTheTrialsOnThreeTimesTheWindowsEachTime() {
        Trial best = best(9, this::run);

        assertThat(ran)
                .extracting(TrialTask::share)
                .filteredOn(share -> share < 0.2)
                .hasSize(9);
        assertThat(ran)
                .extracting(TrialTask::share)
                .filteredOn(share -> share > 0.2 && share < 1)
                .hasSize(3);
        assertThat(ran)
                .extracting(TrialTask::share)
                .filteredOn(share -> share == 1)
                .hasSize(1);
        double least = trials(9).stream()
                .mapToDouble(SuccessiveHalvingTest::distance)
                .min()
                .orElseThrow();
        assertThat(distance(best)).isEqualTo(least);
    }

    @Test
    void drawsTheSameTrialsForTheSameSeedWithinTheirRangesAndTheAgentItselfFirst() {
        assertThat(trials(20)).isEqualTo(trials(20)).doesNotHaveDuplicates();
        assertThat(trials(20).get(0).parameters()).isEmpty();
        assertThat(trials(20).subList(1, 20)).allSatisfy(trial -> {
            assertThat(trial.parameters().get("rate")).isBetween(1e-4, 1.0);
            assertThat(trial.parameters().get("units")).isBetween(8.0, 64.0);
            assertThat(trial.parameters().get("units") % 1).isZero();
        });
        assertThatThrownBy(() -> SuccessiveHalving.draw(List.of(), 5, 3))
                .isInstanceOf(TrainingException.class)
                .hasMessage("this agent has no parameters to search");
    }

    @Test
    void aKilledSearchGoesOnWhereItWas() throws IOException {
        Trial undisturbed = best(9, this::run);
        int all = ran.size();
        ran.clear();
        Files.delete(file());

        assertThatThrownBy(() -> best(9, (tasks, finished) -> {
                    for (TrialTask task : tasks.subList(0, 5)) {
                        run(List.of(task), finished);
                    }
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        Files.writeString(file(), "{\"number\":6,\"sha", StandardOpenOption.APPEND);
        Trial resumed = best(9, this::run);

        assertThat(resumed).isEqualTo(undisturbed);
        assertThat(ran).hasSize(all).doesNotHaveDuplicates();
        assertThat(TrialJournal.open(file()).size()).isEqualTo(all);
    }

    @Test
    void oneFailedTrialIsLeftOutAndOnlyFailedOnesAreAnError() {
        Trial best = best(
                4,
                (tasks, finished) -> tasks.forEach(task -> {
                    if (task.number() == 0) {
                        finished.accept(failed(task));
                    } else {
                        run(List.of(task), finished);
                    }
                }));

        assertThat(best.number()).isNotZero();
        assertThatThrownBy(() -> SuccessiveHalving.best(
                        trials(3),
                        1,
                        TrialJournal.open(folder.resolve("other")),
                        (tasks, finished) -> tasks.forEach(task -> finished.accept(failed(task))),
                        TrainingListener.SILENT))
                .isInstanceOf(TrainingException.class)
                .hasMessage("every trial of the search failed, the first with: no");
    }

    private Trial best(int count, TrialExecutor executor) {
        return SuccessiveHalving.best(trials(count), 1, TrialJournal.open(file()), executor, TrainingListener.SILENT);
    }

    private void run(List<TrialTask> tasks, Consumer<TrialOutcome> finished) {
        for (TrialTask task : tasks) {
            ran.add(task);
            double loss = distance(new Trial(task.number(), task.parameters())) + 1 - task.share();
            finished.accept(new TrialOutcome(task.number(), task.share(), loss, 0, ""));
        }
    }

    private static TrialOutcome failed(TrialTask task) {
        return new TrialOutcome(task.number(), task.share(), Double.POSITIVE_INFINITY, 0, "no");
    }

    private static double distance(Trial trial) {
        return Math.abs(Math.log10(trial.parameters().getOrDefault("rate", 1.0)) + 2);
    }

    private static List<Trial> trials(int count) {
        return SuccessiveHalving.draw(SPACE, count, 3);
    }

    private Path file() {
        return folder.resolve("journal.jsonl");
    }
}
