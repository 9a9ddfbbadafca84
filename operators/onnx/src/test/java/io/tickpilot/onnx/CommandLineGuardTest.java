package io.tickpilot.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandLineGuardTest {

    @Test
    void refusesWhatWouldEndTheProcess() {
        assertThatCode(() -> CommandLineGuard.check(CommandLineGuard.HIGHEST_BYTES))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> CommandLineGuard.check(CommandLineGuard.HIGHEST_BYTES + 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("bytes=3801 highest=3800");
    }

    @Test
    void letsThisProcessPass() {
        assertThatCode(() -> CommandLineGuard.check()).doesNotThrowAnyException();
    }
}
