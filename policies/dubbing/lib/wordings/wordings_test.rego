package dubbing.lib.wordings_test

import data.dubbing.lib.wordings

test_consent_to_synthesis if {
	wordings.synthesis("同意使用人工智能技术合成本人声音") == "states"
	wordings.synthesis("本人不同意将本人声音用于人工智能合成。") == "negated"
	wordings.synthesis("乙方保留AI合成的权利") == "unclear"
	wordings.synthesis("同意录音") == "silent"
}

test_consent_may_draw_limits if {
	wordings.synthesis("同意AI合成本人声音；甲方不得将AI合成的声音转授权") == "states"
}

test_consent_to_training if {
	wordings.training("My voice may be used for fine-tuning") == "states"
	wordings.training("录音不得用于训练") == "negated"
	wordings.training("如需训练，另行约定") == "unclear"
	wordings.training("同意录音") == "silent"
}

test_reserved_consent_is_unclear if {
	every text in [
		"人工智能合成事宜另行约定", "仅同意录音，人工智能合成另议", "人工智能合成须经本人另行书面同意", "人工智能合成的权利由本人保留", "暂缓授权人工智能合成",
		"AI synthesis rights are reserved", "AI synthesis requires my further written consent",
	] {
		wordings.synthesis(text) == "unclear"
	}
	every text in ["同意使用人工智能合成本人声音，用于广告须经本人同意", "I agree to AI synthesis, and all other rights are reserved"] {
		wordings.synthesis(text) == "states"
	}
	wordings.synthesis("I opt out of AI synthesis") == "negated"
}

test_duty_to_label if {
	wordings.duty("标识由提供方负责，用户不承担标识义务") == "unclear"
	wordings.duty("用户不承担标识义务") == "negated"
	wordings.duty("用户应当添加显式标识，不得去除标识") == "states"
	wordings.duty("用户无需标识") == "negated"
	wordings.duty("The client need not label the files") == "negated"
	wordings.duty("是否标识由用户决定") == "unclear"
	wordings.duty("用户自负其责") == "silent"
}

test_prompt_for_minors if {
	wordings.prompt("未成年人请勿模仿") == "states"
	wordings.prompt("请勿让儿童观看") == "states"
	wordings.prompt("不含影响未成年人的内容") == "negated"
	wordings.prompt("可能不适合儿童") == "unclear"
	wordings.prompt("精彩即将开始") == "silent"
}

test_parameters_can_add_negations_and_doubts if {
	own := {"negators": ["kein"], "doubts": ["wohl"]}
	wordings.training("kein training") == "negated" with data.dubbing.params.statement_words as own
	wordings.prompt("wohl minors") == "unclear" with data.dubbing.params.statement_words as own
}
